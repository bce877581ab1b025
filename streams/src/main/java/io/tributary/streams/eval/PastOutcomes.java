package io.tributary.streams.eval;

import io.tributary.promql.exec.Value;
import io.tributary.schemas.labels.Fingerprint;
import java.util.Arrays;
import java.util.List;

/**
 * Which series an alert's expression has found at each instant of the last while, as a number for
 * each instant: enough to tell whether late samples would have made it find others. In memory only,
 * and so without the instants before a restart. Of one thread.
 */
final class PastOutcomes {
  private final long intervalMs;
  private final long[] instants;
  private final long[] outcomes;

  PastOutcomes(long intervalMs, long rememberedMs) {
    this.intervalMs = intervalMs;
    this.instants = new long[Math.toIntExact(rememberedMs / intervalMs + 2)];
    this.outcomes = new long[instants.length];
    Arrays.fill(instants, Long.MIN_VALUE);
  }

  /** These were found at the instant. */
  void put(long instantMs, List<Value.Sample> found) {
    int place = place(instantMs);
    instants[place] = instantMs;
    outcomes[place] = outcome(found);
  }

  /** Whether others had been found at the instant: then these are from now on. */
  boolean replace(long instantMs, List<Value.Sample> found) {
    int place = place(instantMs);
    if (instants[place] != instantMs || outcomes[place] == outcome(found)) {
      return false;
    }
    put(instantMs, found);
    return true;
  }

  private int place(long instantMs) {
    return (int) Math.floorMod(Math.floorDiv(instantMs, intervalMs), (long) instants.length);
  }

  /** Of the series, in any order, but not of their values. */
  private static long outcome(List<Value.Sample> found) {
    long outcome = found.size();
    for (Value.Sample sample : found) {
      outcome += Fingerprint.of(sample.labels()).high();
    }
    return outcome;
  }
}
