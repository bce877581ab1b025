package io.tributary.streams.window;

import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.sample.StalenessMarker;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one series in one stretch of time, packed, with what is known of all of them. The
 * summary is always in memory; the samples are there or in the log, as {@link ChunkCache} decides.
 * Of one thread.
 */
final class Chunk {
  /** The stretch's number: see {@link ChunkedSamples}. */
  final long number;

  /** Of all samples, as put in one after the other. */
  final RangeSummary summary = new RangeSummary();

  /** In {@link ChunkLayout}; null while they are only in the log. */
  byte @Nullable [] packed;

  /** Whether the log has something else. */
  boolean changed;

  /** Whether it was used since the cache last came by. */
  boolean used;

  Chunk(long number) {
    this.number = number;
  }

  /** Adds samples to a summary, one after the other. */
  static void summarize(SampleColumns samples, RangeSummary into) {
    for (int i = samples.from; i < samples.to; i++) {
      append(samples.timestamps[i], samples.values[i], into);
    }
  }

  /** Adds a sample to a summary, unless it is a staleness marker. */
  static void append(long timestampMs, double value, RangeSummary into) {
    if (!StalenessMarker.is(value)) {
      into.append(timestampMs, value);
    }
  }
}
