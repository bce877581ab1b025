package io.tributary.standalone.interop;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.promql.exec.Value;
import io.tributary.schemas.histogram.BucketCursor;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a query gave, ours or a peer's, in a form to compare: points by time by series, in the order
 * of the answer. A point is a list of numbers: one of a float; count, sum, and bounds and count of
 * each bucket of a histogram.
 */
record Answer(
    @Nullable String failure, String type, Map<Labels, TreeMap<Long, List<Double>>> series) {
  private static final double TOLERANCE = 1e-9;

  static Answer failed(String message) {
    return new Answer(message, "error", Map.of());
  }

  /** From the {@code data} of the HTTP API. */
  static Answer of(JsonNode data) {
    Map<Labels, TreeMap<Long, List<Double>>> series = new LinkedHashMap<>();
    String type = data.path("resultType").asText();
    JsonNode result = data.path("result");
    switch (type) {
      case "scalar" -> point(series, Labels.EMPTY, result, false);
      case "string" -> type = "string " + result.path(1).asText();
      default -> {
        for (JsonNode one : result) {
          Map<String, String> labels = new HashMap<>();
          one.path("metric")
              .properties()
              .forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
          Labels key = Labels.of(labels);
          series.put(key, new TreeMap<>());
          one.path("values").forEach(p -> point(series, key, p, false));
          one.path("histograms").forEach(p -> point(series, key, p, true));
          if (one.has("value")) {
            point(series, key, one.path("value"), false);
          }
          if (one.has("histogram")) {
            point(series, key, one.path("histogram"), true);
          }
        }
      }
    }
    return new Answer(null, type, series);
  }

  private static void point(
      Map<Labels, TreeMap<Long, List<Double>>> series,
      Labels labels,
      JsonNode point,
      boolean histogram) {
    long timestampMs = new BigDecimal(point.path(0).asText()).movePointRight(3).longValueExact();
    List<Double> numbers = new ArrayList<>();
    JsonNode value = point.path(1);
    if (histogram) {
      numbers.add(number(value.path("count").asText()));
      numbers.add(number(value.path("sum").asText()));
      for (JsonNode bucket : value.path("buckets")) {
        for (int i = 1; i < 4; i++) {
          numbers.add(number(bucket.path(i).asText()));
        }
      }
    } else {
      numbers.add(number(value.asText()));
    }
    series.computeIfAbsent(labels, _ -> new TreeMap<>()).put(timestampMs, numbers);
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** From our engine. */
  static Answer of(Value value) {
    Map<Labels, TreeMap<Long, List<Double>>> series = new LinkedHashMap<>();
    String type =
        switch (value) {
          case Value.Scalar s -> {
            point(series, Labels.EMPTY, s.timestampMs(), s.value(), null);
            yield "scalar";
          }
          case Value.Text t -> "string " + t.value();
          case Value.Vector v -> {
            for (Value.Sample s : v.samples()) {
              point(series, s.labels(), s.timestampMs(), s.value(), s.histogram());
            }
            yield "vector";
          }
          case Value.Matrix m -> {
            for (Value.Series s : m.series()) {
              for (int i = 0; i < s.floatCount(); i++) {
                point(series, s.labels(), s.timestampMs(i), s.value(i), null);
              }
              for (int i = 0; i < s.histogramCount(); i++) {
                point(series, s.labels(), s.histogramTimestampMs(i), 0, s.histogram(i));
              }
            }
            yield "matrix";
          }
        };
    return new Answer(null, type, series);
  }

  private static void point(
      Map<Labels, TreeMap<Long, List<Double>>> series,
      Labels labels,
      long timestampMs,
      double value,
      @Nullable FloatHistogram histogram) {
    List<Double> numbers = new ArrayList<>();
    if (histogram == null) {
      numbers.add(value);
    } else {
      numbers.add(histogram.count());
      numbers.add(histogram.sum());
      BucketCursor buckets = histogram.ascending();
      while (buckets.next()) {
        if (buckets.count() != 0) {
          numbers.add(buckets.lower());
          numbers.add(buckets.upper());
          numbers.add(buckets.count());
        }
      }
    }
    series.computeIfAbsent(labels, _ -> new TreeMap<>()).put(timestampMs, numbers);
  }

  boolean isEmpty() {
    return failure == null && series.isEmpty();
  }

  /** The first difference from what the peer said, or null. */
  @Nullable String differenceFrom(Answer peer, boolean ordered) {
    if ((failure == null) != (peer.failure == null)) {
      return failure == null
          ? "the peer fails: " + peer.failure
          : "we fail, and the peer does not: " + failure;
    }
    if (failure != null) {
      return null;
    }
    if (!type.equals(peer.type)) {
      return "type " + type + ", the peer's " + peer.type;
    }
    if (!series.keySet().equals(peer.series.keySet())) {
      return "series "
          + less(series, peer.series)
          + ", only the peer's "
          + less(peer.series, series);
    }
    if (ordered && !close(inOrder(), peer.inOrder())) {
      return "order " + inOrder() + ", the peer's " + peer.inOrder();
    }
    for (Map.Entry<Labels, TreeMap<Long, List<Double>>> one : series.entrySet()) {
      TreeMap<Long, List<Double>> theirs = peer.series.get(one.getKey());
      if (theirs == null || !one.getValue().keySet().equals(theirs.keySet())) {
        return one.getKey()
            + " at "
            + one.getValue().keySet()
            + ", the peer's at "
            + (theirs == null ? "" : theirs.keySet());
      }
      for (Map.Entry<Long, List<Double>> point : one.getValue().entrySet()) {
        List<Double> theirPoint = theirs.getOrDefault(point.getKey(), List.of());
        if (!close(point.getValue(), theirPoint)) {
          return one.getKey()
              + " at "
              + point.getKey()
              + ": "
              + point.getValue()
              + ", the peer's "
              + theirPoint;
        }
      }
    }
    return null;
  }

  /** All numbers in the order of the answer: series of the same value may change places. */
  private List<Double> inOrder() {
    return series.values().stream()
        .flatMap(points -> points.values().stream())
        .flatMap(List::stream)
        .toList();
  }

  private static String less(Map<Labels, ?> some, Map<Labels, ?> others) {
    return some.keySet().stream().filter(l -> !others.containsKey(l)).limit(5).toList().toString();
  }

  private static boolean close(List<Double> a, List<Double> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      double x = a.get(i);
      double y = b.get(i);
      boolean same = Double.isNaN(x) ? Double.isNaN(y) : x == y;
      if (!same && !(Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y)))) {
        return false;
      }
    }
    return true;
  }
}
