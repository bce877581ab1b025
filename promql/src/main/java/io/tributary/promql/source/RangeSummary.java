package io.tributary.promql.source;

/**
 * What is known of the float samples of one series in a time range, staleness markers left out:
 * enough for the range functions that need no sample by itself. Of one thread; filled by the store,
 * read by the operator, reused for the next series.
 *
 * <p>Two summaries of adjacent ranges are merged by {@link #append}, so a store may keep one a
 * chunk and build that of a range from them.
 */
public final class RangeSummary {
  /** How many samples there are; where 0, nothing else here means anything. */
  public long count;

  /** The first sample's timestamp. */
  public long firstMs;

  /** The first sample's value. */
  public double first;

  /** The last sample's timestamp. */
  public long lastMs;

  /** The last sample's value. */
  public double last;

  /** The least value; NaN only where every value is. */
  public double min = Double.NaN;

  /** The greatest value; NaN only where every value is. */
  public double max = Double.NaN;

  /** The sum, by Kahan's and Neumaier's method, without {@link #compensation}. */
  public double sum;

  /** What to add to {@link #sum}. */
  public double compensation;

  /** The sum of the values before each counter reset (a value less than the one before it). */
  public double resetSum;

  /** How many counter resets there are. */
  public long resets;

  /** How often a value differs from the one before it (two NaNs do not differ). */
  public long changes;

  /** Makes it that of no samples. */
  public void clear() {
    count = 0;
    sum = 0;
    compensation = 0;
    resetSum = 0;
    resets = 0;
    changes = 0;
    min = Double.NaN;
    max = Double.NaN;
  }

  /** Adds a sample later than all before; the caller leaves staleness markers out. */
  public void append(long timestampMs, double value) {
    if (count == 0) {
      firstMs = timestampMs;
      first = value;
    } else {
      step(last, value);
    }
    count++;
    lastMs = timestampMs;
    last = value;
    least(value);
    greatest(value);
    add(value);
  }

  /** Adds the summary of samples that are all later. */
  public void append(RangeSummary later) {
    if (later.count == 0) {
      return;
    }
    if (count == 0) {
      firstMs = later.firstMs;
      first = later.first;
    } else {
      step(last, later.first);
    }
    count += later.count;
    lastMs = later.lastMs;
    last = later.last;
    least(later.min);
    greatest(later.max);
    resetSum += later.resetSum;
    resets += later.resets;
    changes += later.changes;
    add(later.sum);
    compensation += later.compensation;
  }

  private void step(double before, double now) {
    if (now < before) {
      resets++;
      resetSum += before;
    }
    if (now != before && !(Double.isNaN(now) && Double.isNaN(before))) {
      changes++;
    }
  }

  private void least(double value) {
    if (value < min || Double.isNaN(min)) {
      min = value;
    }
  }

  private void greatest(double value) {
    if (value > max || Double.isNaN(max)) {
      max = value;
    }
  }

  private void add(double value) {
    double total = sum + value;
    if (Double.isInfinite(total)) {
      compensation = 0;
    } else if (Math.abs(sum) >= Math.abs(value)) {
      compensation += (sum - total) + value;
    } else {
      compensation += (value - total) + sum;
    }
    sum = total;
  }
}
