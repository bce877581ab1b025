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
public final class Series extends PackedSamples {
  /** See {@link #touch(int, long)}. */
  static final int LAST_TOUCH = 4;

  private static final int GONE = -1;

  /** Names the series in the state store; never used again for another one. */
  final int id;

  final long high;
  final long low;
  final Labels labels;

  /** How far back of an instant any rule may look; {@link #GONE}: it is forgotten. */
  private int retentionSeconds;

  /** What it was found for; the same list for all series that were found for the same. */
  List<SubscribedSeries> subscribed = List.of();

  /** What ended, where its floats belong in chunks: the samples of the run are the open one. */
  @Nullable ChunkedSamples chunks;

  /** Null while there are none. */
  @Nullable HistogramSamples histograms;

  Series(int id, Fingerprint fingerprint, Labels labels) {
    this.id = id;
    this.high = fingerprint.high();
    this.low = fingerprint.low();
    this.labels = labels;
  }

  /** How far back of an instant of evaluation any rule may look; 0: no rule looks at it. */
  long retentionMs() {
    return retentionSeconds * 1_000L;
  }

  /** Rounded up to whole seconds. */
  void retain(long retentionMs) {
    retentionSeconds = (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(retentionMs, 1_000L));
  }

  /** It is dropped, having had no sample left: a handle to it is of no use any more. */
  void forget() {
    retentionSeconds = GONE;
  }

  boolean isForgotten() {
    return retentionSeconds == GONE;
  }

  /** Whether its floats belong in chunks. */
  boolean isLong() {
    return retentionMs() > AgeClass.MINUTES.longestMs();
  }

  boolean holdsNothing() {
    HistogramSamples h = histograms;
    ChunkedSamples c = chunks;
    return isEmpty() && (c == null || c.ended.isEmpty()) && (h == null || h.isEmpty());
  }

  /** Puts in a float sample, unless there is one of this timestamp; false where there is. */
  boolean addFloat(long timestampMs, long bits, long usefulAfterMs) {
    HistogramSamples h = histograms;
    if (h != null && h.contains(timestampMs)) {
      return false;
    }
    ChunkedSamples c = chunks;
    return c == null ? add(timestampMs, bits, usefulAfterMs) : c.add(timestampMs, bits);
  }

  /** Puts in a float sample, in place of one of this timestamp; false where it is there already. */
  boolean putFloat(long timestampMs, long bits) {
    HistogramSamples h = histograms;
    if (h != null && h.contains(timestampMs)) {
      return false;
    }
    ChunkedSamples c = chunks;
    return c == null ? put(timestampMs, bits) : c.put(timestampMs, bits);
  }

  /** Puts in a histogram, unless there is a sample of this timestamp; false where there is. */
  boolean addHistogram(long timestampMs, FloatHistogram histogram, long usefulAfterMs) {
    SampleColumns there = new SampleColumns();
    readFloats(timestampMs, timestampMs, there);
    return there.size() == 0 && someHistograms().add(timestampMs, histogram, usefulAfterMs);
  }

  /** Puts in a histogram, in place of a sample of this timestamp. */
  void putHistogram(long timestampMs, FloatHistogram histogram) {
    SampleColumns there = new SampleColumns();
    readFloats(timestampMs, timestampMs, there);
    someHistograms().put(timestampMs, histogram, there.size() > 0);
  }

  /** Takes out the histogram of this timestamp; false where there is none. */
  boolean removeHistogram(long timestampMs) {
    HistogramSamples h = histograms;
    return h != null && h.remove(timestampMs);
  }

  private HistogramSamples someHistograms() {
    HistogramSamples h = histograms;
    if (h == null) {
      h = new HistogramSamples();
      histograms = h;
    }
    return h;
  }

  /** Forgets the samples of {@code timestamp <= untilMs}, perhaps not all of them at once. */
  void expire(long untilMs) {
    ChunkedSamples c = chunks;
    if (c == null) {
      forgetUntil(untilMs);
    } else {
      c.forgetUntil(untilMs);
    }
    HistogramSamples h = histograms;
    if (h != null) {
      h.forgetUntil(untilMs);
      histograms = h.isEmpty() ? null : h;
    }
  }

  /** Reads {@code fromMs..toMs}, both inclusive. */
  void readAll(long fromMs, long toMs, SampleColumns into) {
    into.clear();
    readFloats(fromMs, toMs, into);
    HistogramSamples h = histograms;
    if (h != null) {
      h.read(fromMs, toMs, into);
    }
  }

  private void readFloats(long fromMs, long toMs, SampleColumns into) {
    ChunkedSamples c = chunks;
    if (c == null) {
      read(fromMs, toMs, into);
    } else {
      c.read(fromMs, toMs, into);
    }
  }

  /** Reads at least the last sample of {@code fromMs..toMs}. */
  void readLast(long fromMs, long toMs, SampleColumns into) {
    if (histograms != null) {
      readAll(fromMs, toMs, into);
      return;
    }
    into.clear();
    ChunkedSamples c = chunks;
    if (c == null) {
      readLatest(fromMs, toMs, into);
    } else {
      c.readLatest(fromMs, toMs, into);
    }
  }

  /** As {@link io.tributary.promql.source.SampleReader#summarize}. */
  boolean summarize(long fromMs, long toMs, RangeSummary into) {
    ChunkedSamples c = chunks;
    return c != null && histograms == null && c.store.windows.summarize(c, fromMs, toMs, into);
  }

  /** As {@link io.tributary.promql.source.SampleReader#summarizeEnds}. */
  boolean summarizeEnds(long fromMs, long toMs, RangeSummary into) {
    if (histograms != null) {
      return false;
    }
    ChunkedSamples c = chunks;
    return c == null ? ends(fromMs, toMs, into) : c.store.windows.ends(c, fromMs, toMs, into);
  }

  /**
   * Touches one more of the things that lead to what windows of this length look at, those before
   * having been touched, and waited for, by now.
   *
   * @param step 0 and up to {@link #LAST_TOUCH}, one after the other
   */
  int touch(int step, long lengthMs) {
    ChunkedSamples c = chunks;
    if (c == null) {
      // What the run begins with lies in another line of the cache than what was just looked at.
      return step == 0 ? count() : step == 1 ? touch() : 0;
    }
    return switch (step) {
      case 0 -> 0;
      case 1 -> c.number;
      case 2 -> (int) (c.openSummary.count + c.openSummary.changes);
      default -> c.store.windows.touch(c, lengthMs, step - 3);
    };
  }

  /** Bytes of memory that its floats take. */
  long floatBytes() {
    ChunkedSamples c = chunks;
    return bytes() + (c == null ? 0 : c.bytes());
  }
}
