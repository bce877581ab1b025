package io.tributary.hub.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.hub.head.Head;
import io.tributary.hub.head.HeadStatistics;
import io.tributary.hub.index.PostingsIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code status/tsdb}: what the head has most of. */
final class CardinalityEndpoint implements Endpoint {
  private static final int DEFAULT_TOP = 10;

  /** A name and its number. */
  private record Count(String name, long value) {}

  private record Cardinality(
      List<Count> seriesByMetric,
      List<Count> valuesByLabel,
      List<Count> bytesByLabel,
      List<Count> seriesByPair) {}

  private final Head head;

  CardinalityEndpoint(Head head) {
    this.head = head;
  }

  @Override
  public Answer answer(Params params) {
    int shown = top(params.get("limit"));
    HeadStatistics statistics = head.statistics();
    Cardinality found = head.ask(index -> cardinality(index, shown));
    return Answer.of(
        json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("headStats");
          json.writeNumberField("numSeries", statistics.series());
          json.writeNumberField("numLabelPairs", statistics.labelPairs());
          json.writeNumberField("chunkCount", statistics.chunks());
          json.writeNumberField("minTime", statistics.minMs());
          json.writeNumberField("maxTime", statistics.maxMs());
          json.writeEndObject();
          counts(json, "seriesCountByMetricName", found.seriesByMetric());
          counts(json, "labelValueCountByLabelName", found.valuesByLabel());
          counts(json, "memoryInBytesByLabelName", found.bytesByLabel());
          counts(json, "seriesCountByLabelValuePair", found.seriesByPair());
          json.writeEndObject();
        });
  }

  private static int top(String text) {
    if (text.isEmpty()) {
      return DEFAULT_TOP;
    }
    if (!text.matches("\\+?[0-9]{1,9}") || Integer.parseInt(text) < 1) {
      throw new ApiException(ErrorType.BAD_DATA, "limit must be a positive number");
    }
    return Integer.parseInt(text);
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
    return new Cardinality(top(series, top), top(values, top), top(bytes, top), top(pairs, top));
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
