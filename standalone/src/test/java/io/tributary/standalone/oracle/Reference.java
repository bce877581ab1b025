package io.tributary.standalone.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.standalone.interop.Http;
import io.tributary.standalone.interop.Prometheus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A real Prometheus that is given samples and asked what rules' expressions yield. */
final class Reference implements AutoCloseable {
  private static final int MOST_SAMPLES = 20_000;

  private final Prometheus prometheus;

  private Reference(Prometheus prometheus) {
    this.prometheus = prometheus;
  }

  static Reference start(Path directory) {
    return new Reference(Prometheus.reference("oracle", directory).awaitReady());
  }

  /** Gives it these samples, in order of time as far as they are not older than what it has. */
  void write(List<Batch> batches) throws IOException {
    List<Batch.Sample> samples = new ArrayList<>();
    batches.forEach(batch -> samples.addAll(batch.samples));
    samples.sort(Comparator.comparingLong(Batch.Sample::timestampMs));
    for (int from = 0; from < samples.size(); from += MOST_SAMPLES) {
      write(samples, from, Math.min(samples.size(), from + MOST_SAMPLES));
    }
  }

  private void write(List<Batch.Sample> samples, int from, int to) throws IOException {
    Map<Target.Series, List<Batch.Sample>> bySeries = new LinkedHashMap<>();
    for (Batch.Sample sample : samples.subList(from, to)) {
      bySeries.computeIfAbsent(sample.series(), key -> new ArrayList<>()).add(sample);
    }
    RequestWriter writer = new RequestWriter();
    bySeries.forEach(
        (series, own) -> {
          writer.startSeries(series.labels());
          own.forEach(sample -> Batch.write(writer, sample));
          writer.endSeries();
        });
    prometheus.write(writer.toByteArray());
  }

  /** The matrix that the expression gives at these instants. */
  JsonNode range(String expr, long startMs, long endMs, long stepMs) {
    return Http.postForm(
            prometheus.url().resolve("/api/v1/query_range"),
            Map.of(
                "query", expr,
                "start", seconds(startMs),
                "end", seconds(endMs),
                "step", seconds(stepMs),
                "timeout", "5m"))
        .path("data")
        .path("result");
  }

  private static String seconds(long millis) {
    return "%d.%03d".formatted(millis / 1000, millis % 1000);
  }

  @Override
  public void close() {
    prometheus.close();
  }
}
