package io.tributary.hub.head;

import io.tributary.promql.source.SampleColumns;

/**
 * Merges the samples of one series from two places; where both have one at the same time, the first
 * place's stays.
 */
public final class ColumnMerge {
  private ColumnMerge() {}

  /** Appends both to {@code into}, whose buffers are its own, in order of time. */
  public static void merge(SampleColumns first, SampleColumns second, SampleColumns into) {
    int a = first.from;
    int b = second.from;
    into.reserve(into.to + (first.to - a) + (second.to - b));
    while (a < first.to && b < second.to) {
      long ta = first.timestamps[a];
      long tb = second.timestamps[b];
      if (ta <= tb) {
        into.append(ta, first.values[a++]);
        b += ta == tb ? 1 : 0;
      } else {
        into.append(tb, second.values[b++]);
      }
    }
    for (; a < first.to; a++) {
      into.append(first.timestamps[a], first.values[a]);
    }
    for (; b < second.to; b++) {
      into.append(second.timestamps[b], second.values[b]);
    }
    mergeHistograms(first, second, into);
  }

  /** Whether all of the first place's samples are before all of the second's. */
  public static boolean isBefore(SampleColumns first, SampleColumns second) {
    return last(first) < first(second);
  }

  private static long first(SampleColumns of) {
    long first = of.to > of.from ? of.timestamps[of.from] : Long.MAX_VALUE;
    return of.histogramCount > 0 ? Math.min(first, of.histogramTimestamps[0]) : first;
  }

  private static long last(SampleColumns of) {
    long last = of.to > of.from ? of.timestamps[of.to - 1] : Long.MIN_VALUE;
    int count = of.histogramCount;
    return count > 0 ? Math.max(last, of.histogramTimestamps[count - 1]) : last;
  }

  /** Appends all of {@code from} to {@code into}, whose buffers are its own. */
  public static void copy(SampleColumns from, SampleColumns into) {
    into.reserve(into.to + (from.to - from.from));
    for (int i = from.from; i < from.to; i++) {
      into.append(from.timestamps[i], from.values[i]);
    }
    for (int i = 0; i < from.histogramCount; i++) {
      into.append(from.histogramTimestamps[i], from.histograms[i], 0);
    }
  }

  private static void mergeHistograms(
      SampleColumns first, SampleColumns second, SampleColumns into) {
    int a = 0;
    int b = 0;
    while (a < first.histogramCount || b < second.histogramCount) {
      long ta = a < first.histogramCount ? first.histogramTimestamps[a] : Long.MAX_VALUE;
      long tb = b < second.histogramCount ? second.histogramTimestamps[b] : Long.MAX_VALUE;
      if (ta <= tb) {
        into.append(ta, first.histograms[a++], 0);
        b += ta == tb ? 1 : 0;
      } else {
        into.append(tb, second.histograms[b++], 0);
      }
    }
  }
}
