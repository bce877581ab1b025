package io.tributary.schemas.histogram;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** How histograms of different custom bounds come to the bounds that both have. */
final class CustomBounds {
  private CustomBounds() {}

  static double[] intersect(double[] a, double[] b) {
    double[] shared = new double[Math.min(a.length, b.length)];
    int n = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      if (a[i] == b[j]) {
        shared[n++] = a[i];
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return n == 0 ? FloatHistogram.NO_BOUNDS : Arrays.copyOf(shared, n);
  }

  /** To which bucket of the {@code shared} bounds each bucket of the {@code own} bounds belongs. */
  static IntUnaryOperator mapping(double[] own, double[] shared) {
    return index -> {
      if (index >= own.length) {
        return shared.length;
      }
      int at = Arrays.binarySearch(shared, own[index]);
      return at < 0 ? -at - 1 : at;
    };
  }
}
