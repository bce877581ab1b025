package io.tributary.hub.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.hub.head.Head;
import io.tributary.hub.head.HeadStatistics;
import io.tributary.hub.index.LargestCounts;
import io.tributary.hub.index.LargestCounts.Count;
import io.tributary.hub.index.PostingsIndex;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.util.List;

/** {@code status/tsdb}: what the head has most of. */
final class CardinalityEndpoint implements Endpoint {
  private static final int DEFAULT_TOP = 10;

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
    LargestCounts series = new LargestCounts(top);
    LargestCounts values = new LargestCounts(top);
    LargestCounts bytes = new LargestCounts(top);
    LargestCounts pairs = new LargestCounts(top);
    for (String name : index.names()) {
      List<String> ofName = index.values(name);
      long size = 0;
      for (String value : ofName) {
        int count = index.count(name, value);
        size += (long) value.length() * count;
        if (pairs.takes(count)) {
          pairs.add(name + "=" + value, count);
        }
        if (name.equals(Labels.NAME)) {
          series.add(value, count);
        }
      }
      values.add(name, ofName.size());
      bytes.add(name, size);
    }
    return new Cardinality(
        series.descending(), values.descending(), bytes.descending(), pairs.descending());
  }

  private static void counts(JsonGenerator json, String field, List<Count> counts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Count count : counts) {
      json.writeStartObject();
      json.writeStringField("name", count.name());
      json.writeNumberField("value", count.count());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
