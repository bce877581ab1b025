package io.tributary.promql.kernel;

import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.sample.StalenessMarker;

/**
 * Values of a smoothed selector: between two samples what lies on the line between them, after the
 * last one its value.
 */
public final class SmoothedSelector {
  private SmoothedSelector() {}

  /** Fills {@code out}, which holds nothing; its step {@code i} is at {@code first + i * step}. */
  public static void fill(SampleColumns in, long first, long step, long lookbackMs, Row out) {
    long[] ts = in.timestamps;
    double[] vs = in.values;
    for (int i = 0; i < out.steps(); i++) {
      long t = first + i * step;
      int before = -1;
      int after = -1;
      for (int j = in.from; j < in.to && ts[j] <= t + lookbackMs; j++) {
        if (ts[j] <= t - lookbackMs || StalenessMarker.is(vs[j])) {
          continue;
        }
        if (ts[j] <= t) {
          before = j;
        } else {
          after = j;
          break;
        }
      }
      if (before < 0) {
        continue;
      }
      out.setFloat(
          i,
          after < 0 || ts[before] == t
              ? vs[before]
              : ExtendedRateKernel.interpolate(
                  ts[before], vs[before], ts[after], vs[after], t, false));
    }
  }
}
