package io.tributary.standalone.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.promql.script.ScriptSeries;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.remotewrite.HistogramWriter;
import io.tributary.schemas.remotewrite.RequestWriter;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A Prometheus that is filled by remote write and asked through its HTTP API. */
final class QueriedPrometheus implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Prometheus prometheus;

  private QueriedPrometheus(Prometheus prometheus) {
    this.prometheus = prometheus;
  }

  static QueriedPrometheus start(Path directory) {
    return new QueriedPrometheus(Prometheus.experimental("queried", directory).awaitReady());
  }

  /** Writes all samples, in order of time and in slices, as an agent would. */
  void write(List<ScriptSeries> series, long fromMs, long toMs, long sliceMs) throws IOException {
    for (long slice = fromMs - sliceMs; slice < toMs + sliceMs; slice += sliceMs) {
      prometheus.write(request(series, slice, slice + sliceMs));
    }
  }

  private static byte[] request(List<ScriptSeries> series, long fromMs, long toMs) {
    RequestWriter writer = new RequestWriter();
    HistogramWriter histograms = new HistogramWriter();
    for (ScriptSeries one : series) {
      writer.startSeries(one.labels());
      for (ScriptSeries.Sample sample : one.samples()) {
        if (sample.timestampMs() < fromMs || sample.timestampMs() >= toMs) {
          continue;
        }
        FloatHistogram histogram = sample.histogram();
        if (histogram == null) {
          writer.sample(sample.timestampMs(), sample.value(), 0);
        } else {
          byte[] bytes = histograms.write(histogram, sample.timestampMs(), 0);
          writer.histogram(bytes, 0, bytes.length);
        }
      }
      writer.endSeries();
    }
    return writer.toByteArray();
  }

  URI url() {
    return prometheus.url();
  }

  /** A query that fails is an answer too. */
  Answer ask(Question question) throws IOException {
    String form =
        question.form().entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    HttpResponse<String> response =
        Http.send(
            HttpRequest.newBuilder(prometheus.url().resolve(question.path()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    JsonNode answer = JSON.readTree(response.body());
    return answer.path("status").asText().equals("success")
        ? Answer.of(answer.path("data"))
        : Answer.failed(answer.path("error").asText());
  }

  @Override
  public void close() {
    prometheus.close();
  }
}
