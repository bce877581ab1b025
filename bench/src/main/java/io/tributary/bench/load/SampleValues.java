package io.tributary.bench.load;

import io.tributary.schemas.labels.Labels;
import java.util.List;
import java.util.regex.Pattern;

/** The values of series over time: counters that go up by small steps, gauges that wander. */
public final class SampleValues {
  private static final Pattern COUNTER = Pattern.compile("_(total|bucket|count|sum)$");

  private final double[] values;
  private final double[] steps;
  private final boolean[] counter;
  private long state = 88172645463325252L;

  /** Values of these series, of which those are counters that are named as such. */
  public SampleValues(List<Labels> series) {
    values = new double[series.size()];
    steps = new double[values.length];
    counter = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      counter[i] = COUNTER.matcher(series.get(i).metricName()).find();
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
