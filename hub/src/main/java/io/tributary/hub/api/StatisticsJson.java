package io.tributary.hub.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.promql.exec.QueryStatistics;
import java.io.IOException;

/** The {@code stats} of a query. Times are not measured by stage, so only samples are given. */
final class StatisticsJson {
  private StatisticsJson() {}

  static void write(QueryStatistics statistics, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("stats");
    json.writeObjectFieldStart("timings");
    json.writeEndObject();
    json.writeObjectFieldStart("samples");
    json.writeNumberField("totalQueryableSamples", statistics.samplesRead());
    json.writeNumberField("peakSamples", statistics.peakSamples());
    json.writeEndObject();
    json.writeEndObject();
  }
}
