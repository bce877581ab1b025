package io.tributary.bench.promql;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.WriteRequestWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.xerial.snappy.Snappy;

/** A Prometheus of its own, on loopback, that holds the same samples. */
final class Prometheus implements AutoCloseable {
  private static final int SERIES_PER_REQUEST = 200;
  private static final int SAMPLES_PER_REQUEST = 60;
  private static final double TICKS_PER_SECOND = 100;

  private final Process process;
  private final String url;
  private final HttpClient client = HttpClient.newHttpClient();

  private Prometheus(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  static Prometheus start(String binary, Path folder) throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(config, "global: {}\n");
    Process process =
        new ProcessBuilder(
                binary,
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--web.enable-remote-write-receiver",
                "--query.max-samples=500000000",
                "--query.timeout=5m",
                "--log.level=error")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    Prometheus prometheus = new Prometheus(process, "http://127.0.0.1:" + port);
    prometheus.awaitReady();
    return prometheus;
  }

  private void awaitReady() throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      try {
        if (get("/-/ready").statusCode() == 200) {
          return;
        }
      } catch (UncheckedIOException e) {
        // Not listening yet: asked again.
        if (!process.isAlive()) {
          throw e;
        }
      }
      process.waitFor(Duration.ofMillis(100));
    }
    throw new IllegalStateException("Prometheus is not ready after 30 s");
  }

  /** Sends all samples, in the order of time as far as Prometheus wants it. */
  void load(QueryWorld world, long startMs, int samples) {
    List<Labels> series = world.series();
    double[][] values = new double[series.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = world.values(i, samples);
    }
    for (int t = 0; t < samples; t += SAMPLES_PER_REQUEST) {
      for (int s = 0; s < values.length; s += SERIES_PER_REQUEST) {
        WriteRequestWriter request = new WriteRequestWriter();
        for (int i = s; i < Math.min(values.length, s + SERIES_PER_REQUEST); i++) {
          request.startSeries(series.get(i));
          for (int k = t; k < Math.min(samples, t + SAMPLES_PER_REQUEST); k++) {
            request.sample(startMs + k * QueryWorld.STEP_MS, values[i][k]);
          }
          request.endSeries();
        }
        write(request.toByteArray());
      }
    }
  }

  private void write(byte[] body) {
    try {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create(url + "/api/v1/write"))
                  .header("Content-Encoding", "snappy")
                  .header("Content-Type", "application/x-protobuf")
                  .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(Snappy.compress(body)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(response.statusCode() + " " + response.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks once, and throws the answer away. */
  void ask(Expressions.Expression expression, long startMs, long endMs, long stepMs) {
    String query = URLEncoder.encode(expression.query(), StandardCharsets.UTF_8);
    String path =
        expression.range()
            ? "/api/v1/query_range?query="
                + query
                + "&start="
                + startMs / 1000
                + "&end="
                + endMs / 1000
                + "&step="
                + stepMs / 1000
            : "/api/v1/query?query=" + query + "&time=" + endMs / 1000;
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new IllegalStateException(expression.query() + ": " + response.body());
    }
  }

  private HttpResponse<String> get(String path) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(url + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** CPU seconds of the process so far, in ticks of 10 ms. */
  double cpuSeconds() {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
