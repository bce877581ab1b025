package io.tributary.streams.window;

import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.source.SampleColumns;

/** The float samples of one series that an evaluation may still look at. Of one thread. */
sealed interface FloatSamples permits PackedSamples, ChunkedSamples {
  /** Whether there is none. */
  boolean isEmpty();

  /**
   * Puts in a sample at its place in time. One whose timestamp is there already is left out: the
   * first to come counts, as everywhere downstream.
   *
   * @param bits the value's
   * @param usefulAfterMs samples until then may be forgotten
   * @return whether it was put in
   */
  boolean add(long timestampMs, long bits, long usefulAfterMs);

  /**
   * The same, but in place of one whose timestamp is there already.
   *
   * @return whether anything is different now
   */
  boolean put(long timestampMs, long bits);

  /** Forgets samples of {@code timestamp <= untilMs}, perhaps not all of them at once. */
  void forgetUntil(long untilMs);

  /** Appends the samples of {@code fromMs..toMs}, both inclusive. */
  void read(long fromMs, long toMs, SampleColumns into);

  /** Appends at least the last sample of {@code fromMs..toMs}, where there is any. */
  void readLatest(long fromMs, long toMs, SampleColumns into);

  /** As {@link io.tributary.promql.source.SampleReader#summarize}. */
  boolean summarize(long fromMs, long toMs, RangeSummary into);

  /** Bytes of memory that the samples take. */
  long bytes();
}
