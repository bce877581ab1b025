package io.tributary.hub.api;

import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.Matcher;
import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.Parser;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code query_exemplars}: those of every series that the query selects. */
final class ExemplarsEndpoint implements Endpoint {
  private final ExemplarCatalog catalog;
  private final Parser parser;

  ExemplarsEndpoint(ExemplarCatalog catalog, Parser parser) {
    this.catalog = catalog;
    this.parser = parser;
  }

  @Override
  public Answer answer(Params params) {
    long startMs = params.timeMs("start", TimeText.MIN_MS);
    long endMs = params.timeMs("end", TimeText.MAX_MS);
    if (endMs < startMs) {
      throw new ApiException(
          ErrorType.BAD_DATA, "end timestamp must not be before start timestamp");
    }
    List<List<Matcher>> selectors = new ArrayList<>();
    try {
      for (Expr.VectorSelector selector : parser.parse(params.get("query")).selectors()) {
        selectors.add(selector.matchers());
      }
    } catch (ParseException e) {
      throw new ApiException(ErrorType.BAD_DATA, String.valueOf(e.getMessage()));
    }
    SortedMap<Labels, List<ExemplarCatalog.Exemplar>> found =
        selectors.isEmpty() ? new TreeMap<>() : catalog.find(selectors, startMs, endMs);
    return Answer.of(
        json -> {
          ValueJson values = new ValueJson(json);
          json.writeStartArray();
          for (Map.Entry<Labels, List<ExemplarCatalog.Exemplar>> series : found.entrySet()) {
            json.writeStartObject();
            json.writeFieldName("seriesLabels");
            values.labels(series.getKey());
            json.writeArrayFieldStart("exemplars");
            for (ExemplarCatalog.Exemplar exemplar : series.getValue()) {
              json.writeStartObject();
              json.writeFieldName("labels");
              values.labels(exemplar.labels());
              json.writeFieldName("value");
              values.number(exemplar.value());
              json.writeFieldName("timestamp");
              values.seconds(exemplar.timestampMs());
              json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
