package io.tributary.promql.kernel;

/**
 * The instants at which something is evaluated: {@code startMs}, and every {@code stepMs} after it.
 *
 * @param stepMs 0 where there is one step only
 */
public record TimeGrid(long startMs, long stepMs, int steps) {
  /** Checks that a grid of several steps moves on. */
  public TimeGrid {
    if (steps < 0 || (steps > 1 && stepMs <= 0)) {
      throw new IllegalArgumentException("a grid of " + steps + " steps of " + stepMs + " ms");
    }
  }

  /** One instant. */
  public static TimeGrid instant(long timestampMs) {
    return new TimeGrid(timestampMs, 0, 1);
  }

  /** All instants from {@code startMs} to at most {@code endMs}. */
  public static TimeGrid range(long startMs, long endMs, long stepMs) {
    if (endMs < startMs) {
      return new TimeGrid(startMs, stepMs, 0);
    }
    return new TimeGrid(startMs, stepMs, Math.toIntExact((endMs - startMs) / stepMs + 1));
  }

  /** The instant of step {@code i}. */
  public long at(int i) {
    return startMs + i * stepMs;
  }

  /** The last instant. */
  public long endMs() {
    return at(steps - 1);
  }
}
