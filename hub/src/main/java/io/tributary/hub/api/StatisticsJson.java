package io.tributary.hub.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.promql.exec.QueryStatistics;
import java.io.IOException;

/**
 * The {@code stats} of a query. Rows are sorted as they are evaluated, so that takes no time of its
 * own; a sample that several steps look at is counted once.
 */
final class StatisticsJson {
  private StatisticsJson() {}

  static void write(QueryStatistics statistics, QueryTimings timings, JsonGenerator json)
      throws IOException {
    double evaluation = timings.evaluationSeconds();
    double preparation = timings.preparationSeconds();
    json.writeObjectFieldStart("stats");
    json.writeObjectFieldStart("timings");
    json.writeNumberField("evalTotalTime", evaluation + preparation);
    json.writeNumberField("resultSortTime", 0);
    json.writeNumberField("queryPreparationTime", preparation);
    json.writeNumberField("innerEvalTime", evaluation);
    json.writeNumberField("execQueueTime", timings.queueSeconds());
    json.writeNumberField("execTotalTime", evaluation + preparation + timings.queueSeconds());
    json.writeEndObject();
    json.writeObjectFieldStart("samples");
    json.writeNumberField("totalQueryableSamples", statistics.samplesRead());
    json.writeNumberField("peakSamples", statistics.peakSamples());
    json.writeEndObject();
    json.writeEndObject();
  }
}
