package io.tributary.standalone.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The query API of a Prometheus, or of a hub that answers as one.
 *
 * @param url scheme, host and port
 */
record QueryApi(URI url) {
  /** Every raw sample of the last minutes that the selector matches: labels to time to value. */
  Map<Map<String, String>, Map<Long, String>> samples(String selector, int minutes, Instant end) {
    Map<Map<String, String>, Map<Long, String>> found =
        new TreeMap<>(Comparator.comparing(Object::toString));
    for (JsonNode series : query(selector + "[" + minutes + "m]", end)) {
      Map<Long, String> samples = new TreeMap<>();
      for (JsonNode sample : series.path("values")) {
        samples.put(milliseconds(sample.get(0)), sample.get(1).asText());
      }
      found.put(labels(series), samples);
    }
    return found;
  }

  /** The result of an instant query: labels to value. */
  Map<Map<String, String>, String> instant(String expr, Instant at) {
    Map<Map<String, String>, String> found = new TreeMap<>(Comparator.comparing(Object::toString));
    for (JsonNode series : query(expr, at)) {
      found.put(labels(series), series.path("value").get(1).asText());
    }
    return found;
  }

  private JsonNode query(String expr, Instant at) {
    JsonNode answer =
        Http.postForm(
            url.resolve("/api/v1/query"),
            Map.of("query", expr, "time", Double.toString(at.toEpochMilli() / 1000.0)));
    return answer.path("data").path("result");
  }

  private static Map<String, String> labels(JsonNode series) {
    Map<String, String> labels = new TreeMap<>();
    series
        .path("metric")
        .properties()
        .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
    return labels;
  }

  private static long milliseconds(JsonNode seconds) {
    return Math.round(seconds.asDouble() * 1000);
  }
}
