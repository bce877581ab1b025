package io.tributary.standalone.promql;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.promql.script.ScriptSeries;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.remotewrite.HistogramWriter;
import io.tributary.schemas.remotewrite.RequestWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/** A real Prometheus that is fed by remote write and asked through its HTTP API. */
final class PrometheusPeer implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("msg=\"Listening on\".* address=(\\S+:[0-9]+)");
  private static final String READY = "Server is ready to receive web requests";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final URI uri;
  private final HttpClient http = HttpClient.newHttpClient();

  private PrometheusPeer(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Starts the binary of that folder, with an empty store in {@code directory}. */
  static PrometheusPeer start(Path binaries, Path directory) throws Exception {
    Path binary = binaries.resolve("prometheus");
    if (!Files.isExecutable(binary)) {
      throw new IllegalStateException(
          binary + " is not there: give its folder with -Dpeers.dir=DIR");
    }
    Path config = Files.writeString(directory.resolve("prometheus.yml"), "global: {}\n");
    Process process =
        new ProcessBuilder(
                binary.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:0",
                "--web.enable-remote-write-receiver",
                "--enable-feature=native-histograms,promql-experimental-functions,"
                    + "promql-duration-expr")
            .redirectErrorStream(true)
            .start();
    try {
      return new PrometheusPeer(process, URI.create("http://" + address(process)));
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static String address(Process process) throws IOException, InterruptedException {
    ArrayBlockingQueue<String> found = new ArrayBlockingQueue<>(1);
    BufferedReader log = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    Thread.ofVirtual().start(() -> readLog(log, found));
    String address = found.poll(30, TimeUnit.SECONDS);
    if (address == null) {
      throw new IOException("prometheus said no address within 30 s");
    }
    return address;
  }

  /** Reads the log to its end, so that the process is never held up by it. */
  private static void readLog(BufferedReader log, ArrayBlockingQueue<String> found) {
    String address = "";
    boolean ready = false;
    try {
      for (String line = log.readLine(); line != null; line = log.readLine()) {
        Matcher m = LISTENING.matcher(line);
        if (m.find()) {
          address = m.group(1);
        }
        ready |= line.contains(READY);
        if (ready && !address.isEmpty()) {
          found.offer(address);
        }
      }
    } catch (IOException e) {
      // The process has ended: so has its log.
      return;
    }
  }

  /** Writes all samples, in order of time and in slices, as an agent would. */
  void write(List<ScriptSeries> series, long fromMs, long toMs, long sliceMs) throws Exception {
    for (long slice = fromMs - sliceMs; slice < toMs + sliceMs; slice += sliceMs) {
      byte[] request = request(series, slice, slice + sliceMs);
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(uri.resolve("/api/v1/write"))
                  .header(
                      "Content-Type", "application/x-protobuf;proto=io.prometheus.write.v2.Request")
                  .header("Content-Encoding", "snappy")
                  .header("X-Prometheus-Remote-Write-Version", "2.0.0")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(Snappy.compress(request)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IOException("remote write: " + response.statusCode() + " " + response.body());
      }
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

  Answer instant(String query, long atMs) throws Exception {
    return ask("/api/v1/query", Map.of("query", query, "time", seconds(atMs)));
  }

  Answer range(String query, long startMs, long endMs, long stepMs) throws Exception {
    return ask(
        "/api/v1/query_range",
        Map.of(
            "query", query,
            "start", seconds(startMs),
            "end", seconds(endMs),
            "step", seconds(stepMs)));
  }

  private static String seconds(long millis) {
    return "%d.%03d".formatted(millis / 1000, millis % 1000);
  }

  private Answer ask(String path, Map<String, String> parameters) throws Exception {
    String form =
        parameters.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(uri.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode answer = JSON.readTree(response.body());
    @Nullable String status = answer.path("status").textValue();
    return "success".equals(status)
        ? Answer.of(answer.path("data"))
        : Answer.failed(answer.path("error").asText());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
