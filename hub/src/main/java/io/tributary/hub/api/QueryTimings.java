package io.tributary.hub.api;

/**
 * When the stages of a query ended, in nanoseconds of a monotonic clock.
 *
 * <p>Threading: of one request.
 */
final class QueryTimings {
  private final long startNs = System.nanoTime();
  private long preparedNs = startNs;
  private long runningNs = startNs;
  private long evaluatedNs = startNs;

  void prepared() {
    preparedNs = System.nanoTime();
  }

  void startedRunning() {
    runningNs = System.nanoTime();
  }

  void evaluated() {
    evaluatedNs = System.nanoTime();
  }

  double preparationSeconds() {
    return (preparedNs - startNs) / 1e9;
  }

  double queueSeconds() {
    return (runningNs - preparedNs) / 1e9;
  }

  double evaluationSeconds() {
    return (evaluatedNs - runningNs) / 1e9;
  }
}
