package io.tributary.hub.api;

/**
 * Who waits for an answer, and may go away before there is one.
 *
 * <p>Threading: any thread.
 */
final class Client {
  private volatile boolean gone;
  private Runnable whenGone = () -> {};

  /** It does not wait any more. */
  synchronized void leave() {
    gone = true;
    whenGone.run();
  }

  /** Runs the action when it goes away, in place of an action before; at once if it has gone. */
  synchronized void whenGone(Runnable action) {
    whenGone = action;
    if (gone) {
      action.run();
    }
  }

  /**
   * Goes on, or not.
   *
   * @throws ApiException once it is gone
   */
  void check() {
    if (gone) {
      throw new ApiException(ErrorType.CANCELED, "context canceled");
    }
  }
}
