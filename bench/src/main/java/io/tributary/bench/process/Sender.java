package io.tributary.bench.process;

import io.tributary.bench.load.ScrapeRequests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Sends scrapes over four connections; what is refused for now is sent again, a few times. */
final class Sender implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final int ATTEMPTS = 50;
  private static final Duration BACKOFF = Duration.ofMillis(100);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final URI url;
  private final ScrapeRequests.Version version;
  private final ScrapeRequests requests;
  private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private long lastMs;

  Sender(URI url, ScrapeRequests.Version version, ScrapeRequests requests) {
    this.url = url;
    this.version = version;
    this.requests = requests;
  }

  /**
   * Sends one sample of each series, taken now, spread evenly over the time, and returns when that
   * is over and all are acknowledged.
   */
  void scrape(Duration spread) throws IOException, InterruptedException {
    scrape(spread, System.currentTimeMillis());
  }

  /** The same with samples of another time, which is later than the last one's. */
  void scrape(Duration spread, long timestampMs) throws IOException, InterruptedException {
    lastMs = Math.max(lastMs + 1, timestampMs);
    long startNs = System.nanoTime();
    List<byte[]> bodies = requests.scrape(lastMs);
    List<Future<?>> sent = new ArrayList<>();
    for (int i = 0; i < bodies.size(); i++) {
      byte[] body = bodies.get(i);
      waitUntil(startNs + spread.toNanos() * i / bodies.size());
      sent.add(submit(body));
    }
    await(sent);
    waitUntil(startNs + spread.toNanos());
  }

  /**
   * Sends so many hours of samples until now of the series of these metrics, an hour of all of them
   * after the other.
   */
  void backFill(int hours, Duration step, Set<String> metrics)
      throws IOException, InterruptedException {
    long nowMs = System.currentTimeMillis();
    int count = Math.toIntExact(HOUR.dividedBy(step));
    for (int hour = hours; hour > 0; hour--) {
      long fromMs = nowMs - hour * HOUR.toMillis();
      List<Future<?>> sent = new ArrayList<>();
      for (byte[] body : requests.history(metrics, fromMs, step.toMillis(), count)) {
        sent.add(submit(body));
      }
      await(sent);
    }
    lastMs = System.currentTimeMillis();
  }

  private Future<?> submit(byte[] body) {
    return threads.submit(
        () -> {
          send(body);
          return null;
        });
  }

  private void await(List<Future<?>> sent) throws IOException, InterruptedException {
    for (Future<?> each : sent) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new IOException(url + " did not take a request: " + e.getCause(), e);
      }
    }
  }

  private static void waitUntil(long ns) {
    while (System.nanoTime() < ns) {
      LockSupport.parkNanos(ns - System.nanoTime());
    }
  }

  /** Sends one request, and returns when it is acknowledged. */
  void send(byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("Content-Encoding", "snappy")
            .header("Content-Type", version.contentType())
            .header("X-Prometheus-Remote-Write-Version", version.versionHeader())
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    String answer = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 == 2) {
        return;
      }
      answer = response.statusCode() + " " + response.body();
      Thread.sleep(BACKOFF);
    }
    throw new IOException(url + " answers " + answer);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.close();
  }
}
