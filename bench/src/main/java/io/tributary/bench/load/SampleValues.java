package io.tributary.bench.load;

/** The values of series over time: counters that go up by small steps, gauges that wander. */
public final class SampleValues {
  private final double[] values;
  private final double[] steps;
  private final boolean[] counter;
  private long state = 88172645463325252L;

  /** Values of so many series, of which two thirds are counters. */
  public SampleValues(int series) {
    values = new double[series];
    steps = new double[series];
    counter = new boolean[series];
    for (int i = 0; i < series; i++) {
      counter[i] = i % 3 != 0;
      values[i] = next(100_000);
      steps[i] = 1 + next(50);
    }
  }

  /** The next value of a series; one in five stays as it was. */
  public double advance(int series) {
    if (next(5) != 0) {
      values[series] +=
          counter[series] ? next((int) steps[series] + 1) : next(2001) - 1000 + next(100) / 100.0;
    }
    return values[series];
  }

  private int next(int bound) {
    state ^= state << 13;
    state ^= state >>> 7;
    state ^= state << 17;
    return (int) Math.floorMod(state, (long) bound);
  }
}
