package io.tributary.promql.kernel;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One series over all steps of an evaluation: at each step a float, a native histogram or nothing.
 *
 * <p>"Nothing" is the staleness marker in {@link #values}: no arithmetic yields its bits (it would
 * quiet the NaN) and no sample of an instant vector has it, so one array says both which steps have
 * a float and which. A step with a histogram has the marker there too.
 *
 * <p>Ownership: made and lent by whoever reads, filled by a reader, reused for the next series.
 * Histograms in it are immutable and may be kept. Threading: of one thread.
 */
public final class Row {
  /** Marks a step without a float. */
  public static final double ABSENT = StalenessMarker.VALUE;

  /** One a step; {@link #ABSENT} where there is no float. */
  public final double[] values;

  private @Nullable FloatHistogram @Nullable [] histograms;
  private boolean hasHistograms;

  /** A row of so many steps, with nothing in it. */
  public Row(int steps) {
    values = new double[steps];
    Arrays.fill(values, ABSENT);
  }

  /** Whether the value marks a step without a float. */
  public static boolean isAbsent(double value) {
    return Double.doubleToRawLongBits(value) == StalenessMarker.BITS;
  }

  /** How many steps there are. */
  public int steps() {
    return values.length;
  }

  /** Makes it hold nothing at any step. */
  public void clear() {
    Arrays.fill(values, ABSENT);
    clearHistograms();
  }

  /** Takes out the histograms and leaves the floats. */
  public void clearHistograms() {
    if (hasHistograms && histograms != null) {
      Arrays.fill(histograms, null);
    }
    hasHistograms = false;
  }

  /** Whether there may be a histogram at some step; where not, only {@link #values} matters. */
  public boolean hasHistograms() {
    return hasHistograms;
  }

  /** The histogram at a step, or null. */
  public @Nullable FloatHistogram histogram(int step) {
    return hasHistograms && histograms != null ? histograms[step] : null;
  }

  /** Puts a histogram at a step, in place of what is there; null puts nothing there. */
  public void setHistogram(int step, @Nullable FloatHistogram histogram) {
    values[step] = ABSENT;
    if (histograms == null) {
      if (histogram == null) {
        return;
      }
      histograms = new FloatHistogram[values.length];
    }
    histograms[step] = histogram;
    hasHistograms |= histogram != null;
  }

  /** Puts a float at a step, in place of what is there. */
  public void setFloat(int step, double value) {
    values[step] = value;
    if (hasHistograms && histograms != null) {
      histograms[step] = null;
    }
  }

  /** Whether there is a float or a histogram at the step. */
  public boolean isPresent(int step) {
    return !isAbsent(values[step]) || histogram(step) != null;
  }

  /** Takes over what another row of the same steps holds. */
  public void copyFrom(Row other) {
    System.arraycopy(other.values, 0, values, 0, values.length);
    clearHistograms();
    if (other.hasHistograms) {
      for (int i = 0; i < values.length; i++) {
        FloatHistogram h = other.histogram(i);
        if (h != null) {
          setHistogram(i, h);
        }
      }
    }
  }
}
