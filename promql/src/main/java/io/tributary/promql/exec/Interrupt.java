package io.tributary.promql.exec;

import java.util.function.LongSupplier;

/**
 * What may end a query early: a deadline on the caller's clock, or the caller's word. Asked often
 * (once per some thousand samples), by all threads of the query.
 */
public final class Interrupt {
  /** Never ends a query. */
  public static Interrupt never() {
    return new Interrupt(() -> 0, Long.MAX_VALUE);
  }

  /**
   * Ends a query once {@code nanos}, a monotonic clock such as {@link System#nanoTime}, is {@code
   * timeoutNanos} past what it is now.
   */
  public static Interrupt after(LongSupplier nanos, long timeoutNanos) {
    long start = nanos.getAsLong();
    return new Interrupt(() -> nanos.getAsLong() - start, timeoutNanos);
  }

  private final LongSupplier elapsedNanos;
  private final long timeoutNanos;
  private volatile boolean canceled;

  private Interrupt(LongSupplier elapsedNanos, long timeoutNanos) {
    this.elapsedNanos = elapsedNanos;
    this.timeoutNanos = timeoutNanos;
  }

  /** Ends the query that runs with it, from any thread. */
  public void cancel() {
    canceled = true;
  }

  /**
   * Goes on, or ends the query.
   *
   * @throws QueryException where it is canceled or out of time
   */
  void check() {
    if (canceled) {
      throw new QueryException(
          QueryException.Kind.CANCELED, "query was canceled in query execution");
    }
    if (timeoutNanos != Long.MAX_VALUE && elapsedNanos.getAsLong() > timeoutNanos) {
      throw new QueryException(
          QueryException.Kind.TIMEOUT,
          "query timed out in query execution: it may take " + timeoutNanos / 1_000_000 + " ms");
    }
  }
}
