package io.tributary.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.tributary.gateway.http.WriteHandler;
import io.tributary.gateway.ingest.InFlightBytes;
import io.tributary.gateway.ingest.IngestPipeline;
import io.tributary.gateway.publish.InMemorySamplePublisher;
import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.schemas.topic.Topic;
import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A gateway behind a real HTTP server, in front of a publisher in memory. */
public final class TestServer implements AutoCloseable {
  /** Prometheus's own headers for 1.0. */
  public static final String V1 = "application/x-protobuf";

  /** Prometheus's own headers for 2.0. */
  public static final String V2 = "application/x-protobuf;proto=io.prometheus.write.v2.Request";

  private static final Duration GIVING_BACK = Duration.ofSeconds(30);

  public final InMemorySamplePublisher publisher = new InMemorySamplePublisher();
  public final TestClock clock = new TestClock();
  public final PrometheusRegistry registry = new PrometheusRegistry();
  public final InFlightBytes inFlight;
  public final IngestPipeline pipeline;
  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private final Undertow undertow;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestServer(GatewayConfig config) {
    inFlight = new InFlightBytes(config.limits().inFlightBytes());
    pipeline = new IngestPipeline(config, publisher, inFlight, registry, clock);
    undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(1)
            .setWorkerThreads(1)
            .setHandler(
                new WriteHandler(
                    pipeline, inFlight, config.limits().bodyBytes(), workers, registry))
            .build();
    undertow.start();
  }

  public static TestServer start() {
    return start(GatewayConfig.defaults());
  }

  public static TestServer start(GatewayConfig config) {
    return new TestServer(config);
  }

  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
  }

  /** Posts a message, compressed. */
  public HttpResponse<String> post(String contentType, byte[] message) {
    return postRaw(contentType, SnappyBlock.encode(message));
  }

  /** Posts a body as it is. */
  public HttpResponse<String> postRaw(String contentType, byte[] body, String... headers) {
    return postAsync(contentType, body, headers).join();
  }

  public CompletableFuture<HttpResponse<String>> postAsync(
      String contentType, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/api/v1/write"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(
        request.uri(URI.create("http://127.0.0.1:" + port() + "/api/v1/write")).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Checks that all bytes in flight are given back; an answer can be here a moment before that. */
  public void assertNothingInFlight() {
    long deadlineNs = System.nanoTime() + GIVING_BACK.toNanos();
    while (inFlight.taken() != 0 && System.nanoTime() < deadlineNs) {
      Thread.onSpinWait();
    }
    assertThat(inFlight.taken()).isZero();
  }

  /** Everything in the samples topic: {@code labels timestamp value}. */
  public List<String> written() {
    List<String> written = new ArrayList<>();
    SampleRecordReader reader = new SampleRecordReader();
    for (var record : publisher.records(Topic.SAMPLES)) {
      reader.reset(record.value());
      while (reader.next()) {
        for (int i = 0; i < reader.samples().size(); i++) {
          written.add(
              reader.labels()
                  + " "
                  + reader.samples().timestampMs(i)
                  + " "
                  + reader.samples().value(i));
        }
      }
    }
    return written;
  }

  /** The value of a metric, summed over its labels. */
  public double metric(String name) {
    String bare = name.endsWith("_total") ? name.substring(0, name.length() - 6) : name;
    double sum = 0;
    for (MetricSnapshot snapshot : registry.scrape(bare::equals)) {
      if (snapshot instanceof CounterSnapshot counter) {
        sum += counter.getDataPoints().stream().mapToDouble(p -> p.getValue()).sum();
      }
      if (snapshot instanceof GaugeSnapshot gauge) {
        sum += gauge.getDataPoints().stream().mapToDouble(p -> p.getValue()).sum();
      }
    }
    return sum;
  }

  @Override
  public void close() {
    undertow.stop();
    workers.shutdownNow();
    client.close();
  }
}
