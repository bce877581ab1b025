package io.tributary.hub.index;

import java.util.Arrays;
import java.util.List;

/**
 * The algebra of postings: ascending arrays of series numbers without repeats. Nothing here changes
 * its arguments.
 */
public final class Postings {
  /** No series. */
  public static final int[] NONE = {};

  private Postings() {}

  /** What is in both. */
  public static int[] intersect(int[] a, int[] b) {
    boolean firstIsSmall = a.length <= b.length;
    int[] small = firstIsSmall ? a : b;
    int[] large = firstIsSmall ? b : a;
    int[] out = new int[small.length];
    int n = 0;
    int from = 0;
    for (int series : small) {
      from = seek(large, from, series);
      if (from == large.length) {
        break;
      }
      if (large[from] == series) {
        out[n++] = series;
      }
    }
    return n == out.length ? out : Arrays.copyOf(out, n);
  }

  /** What is in the first and not in the second. */
  public static int[] subtract(int[] a, int[] b) {
    int[] out = new int[a.length];
    int n = 0;
    int from = 0;
    for (int series : a) {
      from = seek(b, from, series);
      if (from == b.length || b[from] != series) {
        out[n++] = series;
      }
    }
    return n == out.length ? out : Arrays.copyOf(out, n);
  }

  /** What is in any of them. */
  public static int[] union(List<int[]> lists) {
    if (lists.isEmpty()) {
      return NONE;
    }
    if (lists.size() == 1) {
      return lists.getFirst();
    }
    int total = 0;
    for (int[] list : lists) {
      total += list.length;
    }
    int[] all = new int[total];
    int at = 0;
    for (int[] list : lists) {
      System.arraycopy(list, 0, all, at, list.length);
      at += list.length;
    }
    // The lists of one label's values never overlap and often ascend one after the other, which
    // this sort sees.
    Arrays.sort(all);
    int n = 0;
    for (int i = 0; i < total; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[n++] = all[i];
      }
    }
    return n == total ? all : Arrays.copyOf(all, n);
  }

  /**
   * The first index from {@code from} on whose series is at least {@code series}: steps that
   * double, then halves.
   */
  private static int seek(int[] list, int from, int series) {
    int low = from;
    int step = 1;
    while (low + step < list.length && list[low + step] < series) {
      low += step;
      step <<= 1;
    }
    int high = Math.min(list.length, low + step + 1);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (list[middle] < series) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
