package io.tributary.hub.api;

/** Answers requests of one path, on a worker thread. */
@FunctionalInterface
interface Endpoint {
  /**
   * The answer.
   *
   * @throws ApiException where it is an error
   */
  Answer answer(Params params);
}
