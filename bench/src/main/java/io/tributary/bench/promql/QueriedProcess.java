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

/**
 * A Prometheus, a VictoriaMetrics or a {@code tributary up} of its own, on loopback, that is filled
 * by remote write and asked through the HTTP API.
 */
final class QueriedProcess implements AutoCloseable {
  private static final int SERIES_PER_REQUEST = 200;
  private static final int SAMPLES_PER_REQUEST = 60;
  private static final double TICKS_PER_SECOND = 100;

  private final Process process;
  private final String url;
  private final HttpClient client = HttpClient.newHttpClient();

  private QueriedProcess(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  static QueriedProcess prometheus(String binary, Path folder)
      throws IOException, InterruptedException {
    int port = freePort();
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(config, "global: {}\n");
    return start(
        folder.resolve("prometheus.log"),
        port,
        binary,
        "--config.file=" + config,
        "--storage.tsdb.path=" + folder.resolve("data"),
        "--web.listen-address=127.0.0.1:" + port,
        "--web.enable-remote-write-receiver",
        "--query.max-samples=500000000",
        "--query.timeout=5m",
        "--log.level=error");
  }

  /** Everything in one process, as its users run it: the embedded Kafka and the gateway too. */
  static QueriedProcess tributary(String launcher, Path folder)
      throws IOException, InterruptedException {
    int port = freePort();
    return start(
        folder.resolve("tributary.log"),
        port,
        launcher,
        "up",
        "--listen=127.0.0.1:" + port,
        "--kafka-listen=127.0.0.1:" + freePort(),
        "--data=" + folder.resolve("tributary"));
  }

  /**
   * One that works out each answer anew, as the others do: without its cache of earlier answers.
   * All else is as it comes.
   */
  static QueriedProcess victoriaMetrics(String binary, Path folder)
      throws IOException, InterruptedException {
    int port = freePort();
    return start(
        folder.resolve("victoria-metrics.log"),
        port,
        binary,
        "-storageDataPath=" + folder.resolve("victoria-metrics"),
        "-httpListenAddr=127.0.0.1:" + port,
        "-search.disableCache",
        "-search.latencyOffset=0s",
        "-search.maxQueryDuration=5m");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static QueriedProcess start(Path log, int port, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TRIBUTARY_NO_BUILD", "1");
    Process process = builder.redirectOutput(log.toFile()).start();
    QueriedProcess started = new QueriedProcess(process, "http://127.0.0.1:" + port);
    started.awaitReady();
    return started;
  }

  private void awaitReady() throws InterruptedException {
    for (int i = 0; i < 1_200; i++) {
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
    throw new IllegalStateException(url + " is not ready after two minutes");
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

  /**
   * Waits until samples lie in blocks and in the head: until its earliest sample in memory is later
   * than this.
   */
  void awaitHeadAfter(long timeMs) throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      String answer = get("/api/v1/status/tsdb").body();
      long minTimeMs = Long.parseLong(answer.replaceAll(".*\"minTime\":(-?[0-9]+).*", "$1"));
      if (minTimeMs > timeMs && minTimeMs < Long.MAX_VALUE) {
        return;
      }
      process.waitFor(Duration.ofSeconds(1));
    }
    throw new IllegalStateException(url + " has cut no block after 300 s");
  }

  /** Waits until the query gives this number. */
  void awaitResult(String query, long timeMs, String number) throws InterruptedException {
    String path =
        "/api/v1/query?query="
            + URLEncoder.encode(query, StandardCharsets.UTF_8)
            + "&time="
            + timeMs / 1000;
    for (int i = 0; i < 300; i++) {
      if (get(path).body().contains("\"" + number + "\"]")) {
        return;
      }
      process.waitFor(Duration.ofSeconds(1));
    }
    throw new IllegalStateException(url + ": " + query + " is not " + number + " after 300 s");
  }

  /**
   * Waits until it no longer works on what it was sent: less than a tenth of a core for a second.
   */
  void awaitIdle() throws InterruptedException {
    for (int i = 0; i < 120; i++) {
      double before = cpuSeconds();
      process.waitFor(Duration.ofSeconds(1));
      if (cpuSeconds() - before < 0.1) {
        return;
      }
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
