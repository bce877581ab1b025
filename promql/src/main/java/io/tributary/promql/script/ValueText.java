package io.tributary.promql.script;

import io.tributary.promql.syntax.SeriesDescription;
import io.tributary.schemas.histogram.Buckets;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Values as scripts spell them, to say what was expected and what came. */
final class ValueText {
  private ValueText() {}

  static String of(SeriesDescription.Item item) {
    return item.omitted() ? "_" : of(item.value(), item.histogram());
  }

  static String of(double value, @Nullable FloatHistogram histogram) {
    return histogram == null ? Double.toString(value) : of(histogram);
  }

  private static String of(FloatHistogram histogram) {
    StringJoiner text = new StringJoiner(" ", "{{", "}}");
    text.add("schema:" + histogram.schema());
    text.add("count:" + histogram.count()).add("sum:" + histogram.sum());
    if (histogram.zeroThreshold() != 0 || histogram.zeroCount() != 0) {
      text.add("z_bucket:" + histogram.zeroCount());
      text.add("z_bucket_w:" + histogram.zeroThreshold());
    }
    if (histogram.isCustom()) {
      StringJoiner bounds = new StringJoiner(" ", "custom_values:[", "]");
      for (int i = 0; i < histogram.customBoundCount(); i++) {
        bounds.add(Double.toString(histogram.customBound(i)));
      }
      text.add(bounds.toString());
    }
    buckets(text, "", histogram.positive());
    buckets(text, "n_", histogram.negative());
    return text.add("counter_reset_hint:" + histogram.hint().text()).toString();
  }

  private static void buckets(StringJoiner text, String side, Buckets buckets) {
    if (buckets.isEmpty()) {
      return;
    }
    int first = buckets.index(0);
    int last = buckets.index(buckets.size() - 1);
    if (last - first > 1_000) {
      text.add(side + "buckets:" + buckets);
      return;
    }
    StringJoiner counts = new StringJoiner(" ", side + "buckets:[", "]");
    for (int i = first; i <= last; i++) {
      counts.add(Double.toString(buckets.countAt(i)));
    }
    text.add(side + "offset:" + first).add(counts.toString());
  }
}
