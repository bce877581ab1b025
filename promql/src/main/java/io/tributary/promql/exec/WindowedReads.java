package io.tributary.promql.exec;

import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.SampleReader;

/**
 * Reads the samples that windows at regular distances need. Where the windows lie far apart, as in
 * a query over a month in steps of an hour, each is read by itself, so that a store need not decode
 * what lies between them.
 */
final class WindowedReads {
  /** Windows that cover less than a third of the range are read one by one. */
  private static final int SPARSE = 3;

  private final SampleReader samples;
  private final long firstFromMs;
  private final long firstToMs;
  private final long stepMs;
  private final int steps;
  private final Budget budget;
  private final SampleColumns part = new SampleColumns();
  private long held;
  private long samplesRead;

  /**
   * For windows that all have the first one's length.
   *
   * @param firstFromMs the first window's start, inclusive
   * @param firstToMs the first window's end, inclusive
   * @param stepMs from one window to the next; 0 where all are the same
   * @param budget is told of the samples that the store decodes, and pays for their room
   */
  WindowedReads(
      SampleReader samples,
      long firstFromMs,
      long firstToMs,
      long stepMs,
      int steps,
      Budget budget) {
    this.samples = samples;
    this.firstFromMs = firstFromMs;
    this.firstToMs = firstToMs;
    this.stepMs = stepMs;
    this.steps = steps;
    this.budget = budget;
  }

  /** The samples of a series in all windows. */
  void read(int series, SampleColumns into) {
    fill(series, into);
    pay(into);
  }

  /** As {@link SampleReader#readLatest}, in the first window. */
  void readLatest(int series, SampleColumns into) {
    samples.readLatest(series, firstFromMs, firstToMs, into);
    pay(into);
  }

  private void pay(SampleColumns into) {
    // Told to the budget in the end: an atomic addition waits for all that is being fetched ahead.
    samplesRead += into.size();
    budget.check();
    // One buffer serves all series, so it costs what the longest needs.
    long bytes = into.ownBytes() + part.ownBytes() + Footprint.samples(0, into);
    if (bytes > held) {
      budget.hold(0, bytes - held);
      held = bytes;
    }
  }

  /** Tells the budget how much was read. */
  void close() {
    budget.read(samplesRead);
    samplesRead = 0;
  }

  private void fill(int series, SampleColumns into) {
    if (steps < 2 || stepMs / SPARSE <= firstToMs - firstFromMs) {
      samples.read(series, firstFromMs, firstToMs + (steps - 1) * stepMs, into);
      return;
    }
    into.clear();
    for (int step = 0; step < steps; step++) {
      samples.read(series, firstFromMs + step * stepMs, firstToMs + step * stepMs, part);
      long[] starts = part.startTimestamps;
      for (int i = part.from; i < part.to; i++) {
        into.append(part.timestamps[i], part.values[i], starts == null ? 0 : starts[i]);
      }
      long[] histogramStarts = part.histogramStartTimestamps;
      for (int i = 0; i < part.histogramCount; i++) {
        into.append(
            part.histogramTimestamps[i],
            part.histograms[i],
            histogramStarts == null ? 0 : histogramStarts[i]);
      }
    }
  }
}
