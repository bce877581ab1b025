package io.tributary.hub.head;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Appends samples, series by series: fastest where they come in the order in which they came
 * before.
 *
 * <p>Threading: of one thread; others append with their own. The samples of one series are those of
 * one thread, or it is left open which comes first.
 */
public final class HeadAppender {
  private final Head head;
  private final LongSupplier untilMs;
  private long takenUntilMs = Long.MIN_VALUE;
  private int number = SeriesTable.NONE;
  private @Nullable HeadSeries series;

  HeadAppender(Head head, LongSupplier untilMs) {
    this.head = head;
    this.untilMs = untilMs;
  }

  /** Goes to a series; false where it is not there yet. */
  public boolean seek(Fingerprint fingerprint) {
    SeriesTable all = head.series();
    int found = all.find(fingerprint, number + 1);
    if (found == SeriesTable.NONE) {
      return false;
    }
    number = found;
    series = all.get(found);
    return true;
  }

  /** Goes to a series, which is added where it is not there yet. */
  public void add(Fingerprint fingerprint, Labels labels) {
    number = head.add(fingerprint, labels);
    series = head.series().get(number);
  }

  /**
   * Runs what adds many series: threads that add at the same time then wait for each other once.
   */
  public void addTogether(Runnable adds) {
    head.withLockOfAdding(adds);
  }

  /** Appends a sample to the series at hand. */
  public Appended append(long timestampMs, double value) {
    HeadSeries to = atHand();
    return isAhead(timestampMs) ? Appended.TOO_NEW : head.append(to, timestampMs, value);
  }

  /** As {@link #append(long, double)}, but what is there at this time already makes way. */
  public Appended replace(long timestampMs, double value) {
    HeadSeries to = atHand();
    return isAhead(timestampMs) ? Appended.TOO_NEW : head.replace(to, timestampMs, value);
  }

  /** Appends a native histogram to the series at hand. */
  public Appended append(long timestampMs, FloatHistogram histogram) {
    HeadSeries to = atHand();
    return isAhead(timestampMs) ? Appended.TOO_NEW : head.append(to, timestampMs, histogram);
  }

  /** As the other, but what is there at this time already makes way. */
  public Appended replace(long timestampMs, FloatHistogram histogram) {
    HeadSeries to = atHand();
    return isAhead(timestampMs) ? Appended.TOO_NEW : head.replace(to, timestampMs, histogram);
  }

  private HeadSeries atHand() {
    HeadSeries atHand = series;
    if (atHand == null) {
      throw new IllegalStateException("a sample of no series");
    }
    return atHand;
  }

  private boolean isAhead(long timestampMs) {
    if (timestampMs > takenUntilMs) {
      takenUntilMs = untilMs.getAsLong();
    }
    return timestampMs > takenUntilMs;
  }

  /** Goes to a series, asking for its labels where it is new, and appends a sample. */
  public Appended append(
      Fingerprint fingerprint, Supplier<Labels> labels, long timestampMs, double value) {
    to(fingerprint, labels);
    return append(timestampMs, value);
  }

  /** As the other, of a native histogram. */
  public Appended append(
      Fingerprint fingerprint,
      Supplier<Labels> labels,
      long timestampMs,
      FloatHistogram histogram) {
    to(fingerprint, labels);
    return append(timestampMs, histogram);
  }

  private void to(Fingerprint fingerprint, Supplier<Labels> labels) {
    if (!seek(fingerprint)) {
      add(fingerprint, labels.get());
    }
  }
}
