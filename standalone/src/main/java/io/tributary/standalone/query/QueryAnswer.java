package io.tributary.standalone.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.schemas.labels.Labels;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer of the query API.
 *
 * @param body as it came
 * @param error what the server says is wrong; empty where the query succeeded
 * @param type {@code vector}, {@code matrix}, {@code scalar} or {@code string}
 * @param series those of the result; one without labels for a scalar or string
 */
public record QueryAnswer(
    String body,
    String error,
    String type,
    List<Series> series,
    List<String> warnings,
    List<String> infos) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Samples of one series, ascending. */
  public record Series(String name, List<Point> points) {}

  /**
   * A sample.
   *
   * @param text the value as it came; of a native histogram its count, sum and average
   * @param number to draw: the value, or the histogram's average
   */
  public record Point(long timestampMs, String text, double number) {}

  /**
   * Reads an answer.
   *
   * @throws IllegalArgumentException where it is JSON, but no answer
   */
  static QueryAnswer parse(String body) throws JsonProcessingException {
    JsonNode answer = JSON.readTree(body);
    String error = "";
    switch (answer.path("status").asText()) {
      case "success" -> {}
      case "error" ->
          error = answer.path("errorType").asText() + ": " + answer.path("error").asText();
      default -> throw new IllegalArgumentException("no status");
    }
    JsonNode data = answer.path("data");
    String type = data.path("resultType").asText();
    List<Series> series = new ArrayList<>();
    if (type.equals("scalar") || type.equals("string")) {
      series.add(new Series("", List.of(point(data.path("result")))));
    } else {
      data.path("result").forEach(one -> series.add(series(one)));
    }
    return new QueryAnswer(
        body, error, type, series, texts(answer.path("warnings")), texts(answer.path("infos")));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static Series series(JsonNode one) {
    Map<String, String> labels = new HashMap<>();
    one.path("metric").properties().forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
    List<Point> points = new ArrayList<>();
    for (String field : List.of("value", "histogram")) {
      if (one.has(field)) {
        points.add(point(one.path(field)));
      }
    }
    one.path("values").forEach(p -> points.add(point(p)));
    one.path("histograms").forEach(p -> points.add(point(p)));
    points.sort((a, b) -> Long.compare(a.timestampMs(), b.timestampMs()));
    return new Series(Labels.of(labels).toString(), points);
  }

  private static Point point(JsonNode pair) {
    long timestampMs = new BigDecimal(pair.path(0).asText()).movePointRight(3).longValue();
    JsonNode value = pair.path(1);
    if (!value.isObject()) {
      return new Point(timestampMs, value.asText(), number(value.asText()));
    }
    String count = value.path("count").asText();
    String sum = value.path("sum").asText();
    double average = number(sum) / number(count);
    return new Point(
        timestampMs, "count %s, sum %s, avg %.4g".formatted(count, sum, average), average);
  }

  private static double number(String text) {
    try {
      return switch (text) {
        case "+Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException e) {
      return Double.NaN; // of a string
    }
  }
}
