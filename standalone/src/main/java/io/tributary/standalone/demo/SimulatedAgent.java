package io.tributary.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a simulated cluster's samples as its Prometheus agent would. A scrape that is not taken is
 * sent again before the next one. Threading: {@link #scrape} by one thread, the counts by any.
 */
final class SimulatedAgent {
  private static final Logger log = LoggerFactory.getLogger(SimulatedAgent.class);
  private static final int ATTEMPTS = 20;
  private static final Duration BACKOFF = Duration.ofMillis(250);

  private final SimulatedCluster cluster;
  private final List<SimulatedSeries> series;
  private final RemoteWriteBody body;
  private final URI url;
  private final HttpClient client;
  private final InstantSource clock;
  private final long startedMs;
  private final AtomicLong acknowledged = new AtomicLong();

  SimulatedAgent(
      SimulatedCluster cluster,
      RemoteWriteBody body,
      URI url,
      HttpClient client,
      InstantSource clock) {
    this.cluster = cluster;
    this.series = cluster.series();
    this.body = body;
    this.url = url;
    this.client = client;
    this.clock = clock;
    this.startedMs = clock.millis();
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  int seriesCount() {
    return series.size();
  }

  /** Samples that were acknowledged so far. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Takes one sample of each series now, and sends them. */
  void scrape() throws InterruptedException {
    long nowMs = clock.millis();
    byte[] sent = body.of(series, (nowMs - startedMs) / 1000.0, nowMs);
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Encoding", "snappy")
            .header("Content-Type", body.contentType())
            .header("X-Prometheus-Remote-Write-Version", body.version())
            .header("User-Agent", "tributary-demo")
            .POST(BodyPublishers.ofByteArray(sent))
            .build();
    String reason = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 == 2) {
          acknowledged.addAndGet(series.size());
          return;
        }
        reason = answer.statusCode() + " " + answer.body().strip();
        if (answer.statusCode() / 100 == 4) {
          break;
        }
      } catch (IOException e) {
        reason = e.toString();
      }
      Thread.sleep(BACKOFF);
    }
    log.warn("A scrape was not taken cluster={} reason=\"{}\"", cluster.name(), reason);
  }
}
