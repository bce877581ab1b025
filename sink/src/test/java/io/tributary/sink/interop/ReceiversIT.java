package io.tributary.sink.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.tributary.schemas.proto.v2.BucketSpan;
import io.tributary.schemas.proto.v2.Histogram;
import io.tributary.schemas.proto.v2.Request;
import io.tributary.schemas.proto.v2.Sample;
import io.tributary.schemas.proto.v2.TimeSeries;
import io.tributary.schemas.sample.StalenessMarker;
import io.tributary.schemas.topic.Topic;
import io.tributary.sink.Sink;
import io.tributary.sink.SinkConfig;
import io.tributary.sink.notify.NotifierConfig;
import io.tributary.sink.remotewrite.Destination;
import io.tributary.sink.testing.Await;
import io.tributary.testkit.KafkaFixture;
import io.tributary.testkit.Peer;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series through a real broker to a real Prometheus and a real VictoriaMetrics. */
class ReceiversIT {
  private static final int SERIES = 300;
  private static final int TIMES = 10;
  private static final List<String> SYMBOLS =
      List.of("", "__name__", "sink_it", "sink_it_histogram", "i", "cluster", "eu");

  @TempDir static Path directory;
  private static KafkaFixture kafka;

  /** A while ago, so that all of it lies in the past; in whole seconds. */
  private static final long START_MS = (System.currentTimeMillis() / 1000 - 600) * 1000;

  private static final String END = Long.toString(START_MS / 1000 + 15L * (TIMES - 1));

  private PrometheusRegistry registry = new PrometheusRegistry();

  @BeforeAll
  static void fillTheTopic() throws Exception {
    kafka = KafkaFixture.start(directory.resolve("kafka"));
    kafka.createTopics(2);
    try (var producer =
        new KafkaProducer<>(
            kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int t = 0; t < TIMES; t++) {
        producer
            .send(
                new ProducerRecord<>(
                    Topic.SAMPLES.topicName(), 0, "eu".getBytes(UTF_8), record(t).toByteArray()))
            .get();
      }
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private static Request record(int t) {
    long timestampMs = START_MS + 15_000L * t;
    Request.Builder request = Request.newBuilder().addAllSymbols(SYMBOLS);
    for (int i = 0; i < SERIES; i++) {
      int number = request.getSymbolsCount();
      request.addSymbols(Integer.toString(i));
      TimeSeries.Builder series =
          TimeSeries.newBuilder().addAllLabelsRefs(List.of(1, 2, 5, 6, 4, number));
      // Series 7 ends with a staleness marker.
      double value = i == 7 && t == TIMES - 1 ? StalenessMarker.VALUE : i * 1000 + t;
      series.addSamples(Sample.newBuilder().setTimestamp(timestampMs).setValue(value));
      request.addTimeseries(series);
    }
    request.addTimeseries(
        TimeSeries.newBuilder()
            .addAllLabelsRefs(List.of(1, 3, 5, 6))
            .addHistograms(
                Histogram.newBuilder()
                    .setCountInt(10 + t)
                    .setSum(2.5 * t)
                    .setSchema(2)
                    .setZeroThreshold(1e-128)
                    .addPositiveSpans(BucketSpan.newBuilder().setOffset(0).setLength(2))
                    .addPositiveDeltas(4)
                    .addPositiveDeltas(2 + t)
                    .setTimestamp(timestampMs)));
    return request.build();
  }

  private Sink start(String name, String url) {
    registry = new PrometheusRegistry();
    return Sink.start(
        new SinkConfig(
            kafka.clientProperties(),
            List.of(Destination.named(name, url)),
            NotifierConfig.defaults()),
        registry,
        InstantSource.system());
  }

  private double counter(String name) {
    return registry.scrape(name::equals).stream()
        .flatMap(snapshot -> ((CounterSnapshot) snapshot).getDataPoints().stream())
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  private void awaitAll() {
    Await.until(
        "all is sent",
        () ->
            counter("tributary_sink_samples_sent") + counter("tributary_sink_samples_failed")
                == TIMES * (SERIES + 1));
  }

  private static JsonNode query(Peer peer, String expr, String time) {
    String path = "/api/v1/query?query=" + URLEncoder.encode(expr, UTF_8) + "&time=" + time;
    try {
      return new ObjectMapper().readTree(peer.get(path)).path("data").path("result");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double value(JsonNode result) {
    assertThat(result).hasSize(1);
    return result.get(0).get("value").get(1).asDouble();
  }

  private static Peer prometheus(Path directory, String... more) throws Exception {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("prometheus.yml"), "");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--config.file=prometheus.yml",
                "--storage.tsdb.path=data",
                "--web.enable-remote-write-receiver",
                "--enable-feature=native-histograms",
                "--web.listen-address=127.0.0.1:{port}"));
    arguments.addAll(List.of(more));
    return Peer.start(directory, "prometheus", "/-/ready", arguments.toArray(String[]::new));
  }

  @Test
  void prometheus_holdsEverySampleAndTakesItTwice() throws Exception {
    try (Peer hub = prometheus(directory.resolve("prometheus"))) {
      try (Sink sink = start("prometheus", hub.url() + "/api/v1/write")) {
        awaitAll();
        assertThat(sink.ready()).isTrue();
      }
      assertThat(counter("tributary_sink_samples_failed")).isZero();
      assertThat(value(query(hub, "count(sink_it)", END))).isEqualTo(SERIES - 1);
      assertThat(value(query(hub, "sum(count_over_time(sink_it[10m]))", END)))
          .isEqualTo(SERIES * TIMES - 1);
      assertThat(value(query(hub, "sink_it{i=\"42\",cluster=\"eu\"}", END)))
          .isEqualTo(42_000 + TIMES - 1);
      assertThat(value(query(hub, "histogram_count(sink_it_histogram)", END)))
          .isEqualTo(10 + TIMES - 1);
      assertThat(value(query(hub, "histogram_sum(sink_it_histogram)", END)))
          .isEqualTo(2.5 * (TIMES - 1));

      // The same log again, as after a loss of the offsets: Prometheus refuses what is old, and
      // that holds nothing up and spoils nothing.
      try (Sink sink = start("prometheus-again", hub.url() + "/api/v1/write")) {
        awaitAll();
        assertThat(sink.ready()).isTrue();
      }
      assertThat(value(query(hub, "sum(count_over_time(sink_it[10m]))", END)))
          .isEqualTo(SERIES * TIMES - 1);
    }
  }

  @Test
  void victoriaMetrics_getsOneDotZero() throws Exception {
    Path data = directory.resolve("victoria");
    try (Peer victoria =
        Peer.start(
            data,
            "victoria-metrics",
            "/health",
            "-storageDataPath=data",
            "-retentionPeriod=30d",
            "-httpListenAddr=127.0.0.1:{port}")) {
      try (Sink sink = start("victoria", victoria.url() + "/api/v1/write")) {
        awaitAll();
        assertThat(sink.ready()).isTrue();
      }
      assertThat(counter("tributary_sink_samples_failed")).isZero();
      Await.until(
          "VictoriaMetrics shows all of it",
          () -> {
            JsonNode result = query(victoria, "sum(count_over_time(sink_it[10m]))", END);
            return result.size() == 1
                && result.get(0).get("value").get(1).asInt() >= SERIES * TIMES - 1;
          });
      assertThat(value(query(victoria, "sink_it{i=\"42\",cluster=\"eu\"}", END)))
          .isEqualTo(42_000 + TIMES - 1);
    }
  }
}
