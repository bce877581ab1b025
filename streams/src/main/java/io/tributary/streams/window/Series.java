package io.tributary.streams.window;

import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One series that a rule selects, with the samples that an evaluation may still look at. To others
 * than {@link Windows} it is a handle. Of one thread.
 */
public final class Series {
  /** Names the series in the state store; never used again for another one. */
  final int id;

  final long high;
  final long low;
  final Labels labels;

  /** How far back of an instant of evaluation any rule may look; 0: no rule looks at it. */
  long retentionMs;

  /** What it was found for; the same list for all series that were found for the same. */
  List<SubscribedSeries> subscribed = List.of();

  /** Whether it was dropped, having had no sample left: a handle to it is of no use any more. */
  boolean forgotten;

  FloatSamples floats = new PackedSamples();

  /** Null while there are none. */
  @Nullable HistogramSamples histograms;

  Series(int id, Fingerprint fingerprint, Labels labels) {
    this.id = id;
    this.high = fingerprint.high();
    this.low = fingerprint.low();
    this.labels = labels;
  }

  /** Whether its floats belong in chunks. */
  boolean isLong() {
    return AgeClass.of(retentionMs) != AgeClass.MINUTES;
  }

  boolean isEmpty() {
    HistogramSamples h = histograms;
    return floats.isEmpty() && (h == null || h.isEmpty());
  }

  /** Puts in a float sample, unless there is one of this timestamp; false where there is. */
  boolean add(long timestampMs, long bits, long usefulAfterMs) {
    HistogramSamples h = histograms;
    return (h == null || !h.contains(timestampMs)) && floats.add(timestampMs, bits, usefulAfterMs);
  }

  /** Puts in a float sample, in place of one of this timestamp; false where it is there already. */
  boolean put(long timestampMs, long bits) {
    HistogramSamples h = histograms;
    return (h == null || !h.contains(timestampMs)) && floats.put(timestampMs, bits);
  }

  /** Puts in a histogram, unless there is a sample of this timestamp; false where there is. */
  boolean add(long timestampMs, FloatHistogram histogram, long usefulAfterMs) {
    SampleColumns there = new SampleColumns();
    floats.read(timestampMs, timestampMs, there);
    if (there.size() > 0) {
      return false;
    }
    HistogramSamples h = histograms;
    if (h == null) {
      h = new HistogramSamples();
      histograms = h;
    }
    return h.add(timestampMs, histogram, usefulAfterMs);
  }

  /** Forgets the samples of {@code timestamp <= untilMs}, perhaps not all of them at once. */
  void forgetUntil(long untilMs) {
    floats.forgetUntil(untilMs);
    HistogramSamples h = histograms;
    if (h != null) {
      h.forgetUntil(untilMs);
      histograms = h.isEmpty() ? null : h;
    }
  }

  /** Reads {@code fromMs..toMs}, both inclusive. */
  void read(long fromMs, long toMs, SampleColumns into) {
    into.clear();
    floats.read(fromMs, toMs, into);
    HistogramSamples h = histograms;
    if (h != null) {
      h.read(fromMs, toMs, into);
    }
  }

  /** Reads at least the last sample of {@code fromMs..toMs}. */
  void readLatest(long fromMs, long toMs, SampleColumns into) {
    if (histograms != null) {
      read(fromMs, toMs, into);
      return;
    }
    into.clear();
    floats.readLatest(fromMs, toMs, into);
  }

  boolean summarize(long fromMs, long toMs, RangeSummary into) {
    return histograms == null && floats.summarize(fromMs, toMs, into);
  }
}
