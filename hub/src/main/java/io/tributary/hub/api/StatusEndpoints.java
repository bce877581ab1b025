package io.tributary.hub.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.hub.head.Head;
import io.tributary.hub.index.PostingsIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code status/*}. */
final class StatusEndpoints {
  private static final int DEFAULT_TOP = 10;
  private static final int MAX_TOP = 10_000;

  /** A name and its number, as the lists of the cardinality page have them. */
  private record Count(String name, long value) {}

  /** The lists of the cardinality page. */
  private record Cardinality(
      long pairs,
      List<Count> seriesByMetric,
      List<Count> valuesByLabel,
      List<Count> bytesByLabel,
      List<Count> seriesByPair) {}

  private final Head head;
  private final ProcessInfo process;
  private final InstantSource clock;

  StatusEndpoints(Head head, ProcessInfo process, InstantSource clock) {
    this.head = head;
    this.process = process;
    this.clock = clock;
  }

  Answer config(Params params) {
    return Answer.of(json -> texts(json, Map.of("yaml", process.configYaml())));
  }

  Answer flags(Params params) {
    return Answer.of(json -> texts(json, process.flags()));
  }

  private static void texts(JsonGenerator json, Map<String, String> texts) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  Answer buildInfo(Params params) {
    return Answer.of(
        json -> {
          json.writeStartObject();
          // Clients decide by this version what they may ask of a Prometheus.
          json.writeStringField("version", "3.5.0");
          json.writeStringField("revision", "tributary-" + process.version());
          json.writeStringField("branch", "");
          json.writeStringField("buildUser", "");
          json.writeStringField("buildDate", "");
          json.writeStringField("goVersion", "java" + Runtime.version());
          json.writeEndObject();
        });
  }

  Answer runtimeInfo(Params params) {
    return Answer.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("startTime", process.started().toString());
          json.writeStringField("CWD", Path.of("").toAbsolutePath().toString());
          json.writeStringField("hostname", hostname());
          json.writeStringField("serverTime", clock.instant().toString());
          json.writeBooleanField("reloadConfigSuccess", true);
          json.writeStringField("lastConfigTime", process.started().toString());
          json.writeNumberField("corruptionCount", 0);
          json.writeNumberField("goroutineCount", Thread.activeCount());
          json.writeNumberField("GOMAXPROCS", Runtime.getRuntime().availableProcessors());
          json.writeNumberField("GOMEMLIMIT", Runtime.getRuntime().maxMemory());
          json.writeStringField("GOGC", "");
          json.writeStringField("GODEBUG", "");
          json.writeStringField("storageRetention", process.retention());
          json.writeEndObject();
        });
  }

  private static String hostname() {
    String name = System.getenv("HOSTNAME");
    return name == null ? "" : name;
  }

  Answer walReplay(Params params) {
    return Answer.of(
        json -> {
          json.writeStartObject();
          json.writeNumberField("min", 0);
          json.writeNumberField("max", 0);
          json.writeNumberField("current", 0);
          json.writeEndObject();
        });
  }

  Answer tsdb(Params params) {
    int top = params.limit("limit");
    if (top > MAX_TOP) {
      throw ApiException.invalidParameter("limit", "limit must not exceed " + MAX_TOP);
    }
    int shown = top == 0 ? DEFAULT_TOP : top;
    Cardinality found = head.ask(index -> cardinality(index, shown));
    return Answer.of(
        json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("headStats");
          json.writeNumberField("numSeries", head.seriesCount());
          json.writeNumberField("numLabelPairs", found.pairs());
          json.writeNumberField("chunkCount", 0);
          json.writeNumberField("minTime", head.earliestMs());
          json.writeNumberField("maxTime", head.latestMs());
          json.writeEndObject();
          counts(json, "seriesCountByMetricName", found.seriesByMetric());
          counts(json, "labelValueCountByLabelName", found.valuesByLabel());
          counts(json, "memoryInBytesByLabelName", found.bytesByLabel());
          counts(json, "seriesCountByLabelValuePair", found.seriesByPair());
          json.writeEndObject();
        });
  }

  private static Cardinality cardinality(PostingsIndex index, int top) throws IOException {
    List<Count> series = new ArrayList<>();
    List<Count> values = new ArrayList<>();
    List<Count> bytes = new ArrayList<>();
    List<Count> pairs = new ArrayList<>();
    for (String name : index.names()) {
      List<String> ofName = index.values(name);
      long size = 0;
      for (String value : ofName) {
        int count = index.postings(name, value).length;
        size += (long) value.length() * count;
        pairs.add(new Count(name + "=" + value, count));
        if (name.equals("__name__")) {
          series.add(new Count(value, count));
        }
      }
      values.add(new Count(name, ofName.size()));
      bytes.add(new Count(name, size));
    }
    return new Cardinality(
        pairs.size(), top(series, top), top(values, top), top(bytes, top), top(pairs, top));
  }

  private static List<Count> top(List<Count> counts, int top) {
    counts.sort(Comparator.comparingLong(Count::value).reversed().thenComparing(Count::name));
    return List.copyOf(counts.subList(0, Math.min(top, counts.size())));
  }

  private static void counts(JsonGenerator json, String field, List<Count> counts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Count count : counts) {
      json.writeStartObject();
      json.writeStringField("name", count.name());
      json.writeNumberField("value", count.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
