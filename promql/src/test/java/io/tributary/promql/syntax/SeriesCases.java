package io.tributary.promql.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.promql.syntax.SeriesDescription.Item;
import io.tributary.schemas.histogram.Buckets;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Compares series descriptions with the cases' expectations, which use Go's names. */
final class SeriesCases {
  /**
   * Where we say something else on purpose. Upstream's message shows the number that its parser
   * generator gave a token.
   */
  private static final Map<String, String> OTHER_ERRORS =
      Map.of(
          "1:7: parse error: unexpected \"<Item 57372>\" \"schema\" in series values",
          "1:7: parse error: unexpected identifier \"schema\" in series values");

  private SeriesCases() {}

  static void check(JsonNode c) {
    String input = c.path("input").asText();
    if (c.path("fail").asBoolean()) {
      String message = c.path("error_contains").asText();
      assertThatThrownBy(() -> SeriesDescriptionParser.parse(input))
          .isInstanceOf(ParseException.class)
          .hasMessageContaining(OTHER_ERRORS.getOrDefault(message, message));
      return;
    }
    SeriesDescription description = SeriesDescriptionParser.parse(input);
    JsonNode metric = c.has("expectedMetric") ? c.path("expectedMetric") : c.path("expectedLabels");
    if (metric.isObject()) {
      assertThat(description.labels()).isEqualTo(labels(metric.path("args")));
    }
    JsonNode histograms = c.path("expected");
    if (histograms.isArray()) {
      assertThat(description.items()).hasSize(histograms.size());
      for (int i = 0; i < histograms.size(); i++) {
        FloatHistogram histogram = description.items().get(i).histogram();
        assertThat(histogram).isNotNull();
        assertThat(text(histogram)).isEqualTo(text(histograms.get(i)));
      }
    } else {
      assertThat(description.items().stream().map(SeriesCases::text).toList())
          .isEqualTo(values(c.path("expectedValues")));
    }
  }

  private static Labels labels(JsonNode args) {
    String[] pairs =
        texts(args).stream()
            .map(text -> text.equals("labels.MetricName") ? Labels.NAME : text)
            .toArray(String[]::new);
    return Labels.of(pairs);
  }

  private static List<String> values(JsonNode values) {
    if (values.isArray()) {
      return IntStream.range(0, values.size())
          .mapToObj(i -> String.valueOf(values.get(i).path("Value").asDouble()))
          .toList();
    }
    JsonNode args = values.path("args");
    return IntStream.range(0, args.size())
        .mapToObj(i -> args.get(i).isNumber() ? "" + args.get(i).asDouble() : "none")
        .toList();
  }

  private static String text(Item item) {
    return item.omitted() ? "none" : String.valueOf(item.value());
  }

  private static List<String> texts(JsonNode array) {
    return IntStream.range(0, array.size()).mapToObj(i -> array.get(i).asText()).toList();
  }

  private static String text(FloatHistogram h) {
    return "%d %s %s %s %s %s %s %s"
        .formatted(
            h.schema(),
            h.count(),
            h.sum(),
            h.zeroCount(),
            h.zeroThreshold(),
            buckets(h.positive()),
            buckets(h.negative()),
            h.hint());
  }

  private static Map<Integer, Double> buckets(Buckets buckets) {
    Map<Integer, Double> counts = new TreeMap<>();
    for (int i = 0; i < buckets.size(); i++) {
      counts.put(buckets.index(i), buckets.count(i));
    }
    return counts;
  }

  private static String text(JsonNode h) {
    String hint =
        switch (h.path("CounterResetHint").asText()) {
          case "histogram.GaugeType" -> "GAUGE";
          case "histogram.CounterReset" -> "RESET";
          case "histogram.NotCounterReset" -> "NOT_RESET";
          default -> "UNKNOWN";
        };
    return "%d %s %s %s %s %s %s %s"
        .formatted(
            h.path("Schema").asInt(),
            h.path("Count").asDouble(),
            h.path("Sum").asDouble(),
            h.path("ZeroCount").asDouble(),
            h.path("ZeroThreshold").asDouble(),
            buckets(h.path("PositiveSpans"), h.path("PositiveBuckets")),
            buckets(h.path("NegativeSpans"), h.path("NegativeBuckets")),
            hint);
  }

  private static Map<Integer, Double> buckets(JsonNode spans, JsonNode buckets) {
    Map<Integer, Double> counts = new TreeMap<>();
    int index = 0;
    int bucket = 0;
    for (JsonNode span : spans) {
      index += span.path("Offset").asInt();
      for (int i = 0; i < span.path("Length").asInt(); i++) {
        double count = buckets.get(bucket++).asDouble();
        if (count != 0) {
          counts.put(index, count);
        }
        index++;
      }
    }
    return counts;
  }
}
