package io.tributary.gateway.ingest;

import static io.tributary.gateway.Requests.sample;
import static io.tributary.gateway.Requests.series;
import static io.tributary.gateway.Requests.v1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.gateway.GatewayConfig;
import io.tributary.gateway.TestClock;
import io.tributary.gateway.publish.InMemorySamplePublisher;
import io.tributary.gateway.publish.OutgoingRecord;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.v1.BucketSpan;
import io.tributary.schemas.proto.v1.Histogram;
import io.tributary.schemas.proto.v1.Label;
import io.tributary.schemas.proto.v1.TimeSeries;
import io.tributary.schemas.proto.v2.Request;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.schemas.sample.StalenessMarker;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class IngestPipelineTest {
  private static final String[] UP = {"__name__", "up", "cluster", "app"};

  private final InMemorySamplePublisher publisher = new InMemorySamplePublisher();
  private final TestClock clock = new TestClock();

  @Test
  void unsortedLabels_becomeTheSortedSeries() {
    assertThat(write(sample(now(), 1, "job", "a", "cluster", "app", "__name__", "up")))
        .isEqualTo(written(1));

    SampleRecordReader reader = firstRecord();
    Labels labels = Labels.of("__name__", "up", "cluster", "app", "job", "a");
    assertThat(reader.labels()).isEqualTo(labels);
    assertThat(reader.fingerprint()).isEqualTo(Fingerprint.of(labels));
  }

  @Test
  void emptyValue_isNoLabel() {
    write(sample(now(), 1, "__name__", "up", "cluster", "app", "job", ""));

    assertThat(firstRecord().labels()).isEqualTo(Labels.of(UP));
  }

  @Test
  void defaultCluster_isAddedWhereThereIsNone() {
    GatewayConfig config = GatewayConfig.defaults().withDefaultCluster("home");
    IngestPipeline pipeline = pipeline(config);
    write(pipeline, WriteMessage.V1, v1(sample(now(), 1, "__name__", "up", "zone", "z")));

    assertThat(firstRecord().labels())
        .isEqualTo(Labels.of("__name__", "up", "cluster", "home", "zone", "z"));
    assertThat(publisher.records(Topic.SAMPLES).getFirst().key()).asString().isEqualTo("home");
  }

  @Test
  void invalidSeries_areRejectedByReason() {
    assertRejected("missing_metric_name", series("cluster", "app").addSamples(at(now())));
    assertRejected("empty_label_name", sample(now(), 1, "", "x", "__name__", "up"));
    assertRejected(
        "duplicate_label", sample(now(), 1, "__name__", "up", "cluster", "a", "cluster", "b"));
    assertRejected("missing_cluster", sample(now(), 1, "__name__", "up"));
    assertRejected("too_far_in_future", sample(now() + 601_000, 1, UP));
    assertRejected("invalid_histogram", series(UP).addHistograms(histogram().setCountInt(9)));
  }

  @Test
  void invalidUtf8_isRejected() {
    byte[] request = v1(sample(now(), 1, "__name__", "up", "cluster", "app", "a", "~~"));
    for (int i = 0; i < request.length; i++) {
      if (request[i] == '~') {
        request[i] = (byte) 0xc0;
      }
    }
    assertThat(write(pipeline(GatewayConfig.defaults()), WriteMessage.V1, request))
        .isInstanceOfSatisfying(
            WriteOutcome.PartlyInvalid.class,
            invalid -> assertThat(invalid.message()).contains("\"a\" is not valid UTF-8"));
  }

  @Test
  void samplesOutOfOrder_areSorted() {
    TimeSeries.Builder series =
        series(UP).addSamples(at(now())).addSamples(at(now() - 2)).addSamples(at(now() - 1));

    assertThat(write(series)).isEqualTo(written(3));
    SampleRecordReader reader = firstRecord();
    assertThat(reader.samples().timestampMs(0)).isEqualTo(now() - 2);
    assertThat(reader.samples().timestampMs(2)).isEqualTo(now());
  }

  @Test
  void twoValuesAtOneTime_areRejectedAndTheSameValueTwiceIsOneSample() {
    TimeSeries.Builder same = series(UP).addSamples(at(now())).addSamples(at(now()));
    TimeSeries.Builder other = series(UP).addSamples(at(now()));
    other.addSamplesBuilder().setTimestamp(now()).setValue(2);

    assertThat(write(same)).isEqualTo(written(2));
    assertThat(firstRecord().samples().size()).isEqualTo(1);
    assertThat(write(other))
        .isInstanceOfSatisfying(
            WriteOutcome.PartlyInvalid.class,
            invalid -> {
              assertThat(invalid.stats().samples()).isEqualTo(1);
              assertThat(invalid.message()).contains("duplicate_timestamp");
            });
  }

  @Test
  void stalenessMarkersAndHistograms_passUnchanged() {
    TimeSeries.Builder stale = series(UP);
    stale.addSamplesBuilder().setTimestamp(now()).setValue(StalenessMarker.VALUE);
    Histogram histogram = histogram().build();

    write(stale, series("__name__", "h", "cluster", "app").addHistograms(histogram));

    SampleRecordReader reader = firstRecord();
    assertThat(reader.samples().valueBits(0)).isEqualTo(StalenessMarker.BITS);
    assertThat(reader.next()).isTrue();
    int from = reader.histograms().start(0);
    int to = reader.histograms().end(0);
    assertThat(ByteString.copyFrom(reader.bytes(), from, to - from))
        .isEqualTo(histogram.toByteString());
  }

  @Test
  void exemplars_areKeptInBothVersions() throws Exception {
    TimeSeries.Builder series = sample(now(), 1, UP);
    series
        .addExemplarsBuilder()
        .setTimestamp(now())
        .setValue(3)
        .addLabels(Label.newBuilder().setName("trace_id").setValue("t1"));
    write(series);
    RequestWriter writer = new RequestWriter();
    writer.startSeries(Labels.of(UP));
    writer.sample(now(), 1.0, 0);
    int[] refs = {writer.symbol("trace_id"), writer.symbol("t1")};
    writer.exemplar(refs, 2, now(), Double.doubleToRawLongBits(3));
    writer.endSeries();
    write(pipeline(GatewayConfig.defaults()), WriteMessage.V2, writer.toByteArray());

    for (OutgoingRecord record : publisher.records(Topic.SAMPLES)) {
      Request request = Request.parseFrom(record.value());
      var exemplar = request.getTimeseries(0).getExemplars(0);
      assertThat(exemplar.getValue()).isEqualTo(3);
      assertThat(exemplar.getLabelsRefsList())
          .extracting(request::getSymbols)
          .containsExactly("trace_id", "t1");
    }
  }

  @Test
  void metadataOfARequestOfItsOwn_isAttachedToTheNextSample() {
    IngestPipeline pipeline = pipeline(GatewayConfig.defaults());
    var request = io.tributary.schemas.proto.v1.WriteRequest.newBuilder();
    request
        .addMetadataBuilder()
        .setMetricFamilyName("latency")
        .setType(io.tributary.schemas.proto.v1.MetricMetadata.MetricType.HISTOGRAM)
        .setHelp("How long.");
    write(pipeline, WriteMessage.V1, request.build().toByteArray());
    byte[] bucket = v1(sample(now(), 1, "__name__", "latency_bucket", "cluster", "app"));
    write(pipeline, WriteMessage.V1, bucket);
    write(pipeline, WriteMessage.V1, bucket);

    List<String> helps = new ArrayList<>();
    for (OutgoingRecord record : publisher.records(Topic.SAMPLES)) {
      SampleRecordReader reader = new SampleRecordReader();
      reader.reset(record.value());
      reader.next();
      helps.add(reader.metricType().text() + ":" + reader.help());
    }
    assertThat(helps).containsExactly("histogram:How long.", "unknown:");
  }

  @Test
  void largeRequest_isSplitIntoRecordsBelowTheLimit() {
    TimeSeries.Builder[] many = new TimeSeries.Builder[30_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = sample(now(), i, "__name__", "up", "cluster", "app", "i", "instance-" + i);
    }
    TimeSeries.Builder long_ = series("__name__", "long", "cluster", "app");
    for (int i = 0; i < 65_000; i++) {
      long_.addSamples(at(now() - 65_000 + i));
    }
    assertThat(write(many)).isEqualTo(written(30_000));
    assertThat(write(long_)).isEqualTo(written(65_000));

    List<OutgoingRecord> records = publisher.records(Topic.SAMPLES);
    assertThat(records.size()).isGreaterThan(4);
    assertThat(records).allSatisfy(r -> assertThat(r.value().length).isLessThan(930_000));
    assertThat(samplesIn(records)).isEqualTo(95_000);
  }

  @Test
  void shardedCluster_isSpreadByFingerprint() {
    IngestPipeline pipeline = pipeline(GatewayConfig.defaults().withShards(Map.of("app", 2)));
    TimeSeries.Builder[] many = new TimeSeries.Builder[100];
    for (int i = 0; i < many.length; i++) {
      many[i] = sample(now(), i, "__name__", "up", "cluster", "app", "i", "instance-" + i);
    }
    write(pipeline, WriteMessage.V1, v1(many));

    List<OutgoingRecord> records = publisher.records(Topic.SAMPLES);
    assertThat(records).hasSize(2);
    assertThat(records.get(0).partition()).isNotEqualTo(records.get(1).partition());
    assertThat(records).allSatisfy(r -> assertThat(r.key()).asString().isEqualTo("app"));
    assertThat(samplesIn(records)).isEqualTo(100);
  }

  @Test
  void mixedClusters_becomeOneRecordEach() {
    write(
        sample(now(), 1, "__name__", "up", "cluster", "a"),
        sample(now(), 1, "__name__", "up", "cluster", "b"),
        sample(now(), 2, "__name__", "down", "cluster", "a"));

    Set<String> keys = new HashSet<>();
    publisher
        .records(Topic.SAMPLES)
        .forEach(record -> keys.add(new String(record.key(), StandardCharsets.UTF_8)));
    assertThat(keys).containsExactlyInAnyOrder("a", "b");
    assertThat(publisher.records(Topic.SAMPLES)).hasSize(2);
  }

  private void assertRejected(String reason, TimeSeries.Builder series) {
    int before = publisher.records(Topic.SAMPLES).size();
    assertThat(write(series))
        .isInstanceOfSatisfying(
            WriteOutcome.PartlyInvalid.class,
            invalid -> assertThat(invalid.message()).contains("(" + reason + ")"));
    assertThat(publisher.records(Topic.SAMPLES)).hasSize(before);
  }

  private static io.tributary.schemas.proto.v1.Sample.Builder at(long timestampMs) {
    return io.tributary.schemas.proto.v1.Sample.newBuilder().setTimestamp(timestampMs).setValue(1);
  }

  private Histogram.Builder histogram() {
    return Histogram.newBuilder()
        .setCountInt(3)
        .setSum(4)
        .addPositiveSpans(BucketSpan.newBuilder().setLength(2))
        .addPositiveDeltas(1)
        .addPositiveDeltas(1)
        .setTimestamp(now());
  }

  private long now() {
    return clock.millis();
  }

  private static WriteOutcome written(long samples) {
    return new WriteOutcome.Written(new WriteStats(samples, 0, 0));
  }

  private WriteOutcome write(TimeSeries.Builder... series) {
    return write(pipeline(GatewayConfig.defaults()), WriteMessage.V1, v1(series));
  }

  private IngestPipeline pipeline(GatewayConfig config) {
    return new IngestPipeline(
        config,
        publisher,
        new InFlightBytes(config.limits().inFlightBytes()),
        new PrometheusRegistry(),
        clock);
  }

  private static WriteOutcome write(IngestPipeline pipeline, WriteMessage message, byte[] bytes) {
    byte[] body = SnappyBlock.encode(bytes);
    AtomicReference<WriteOutcome> outcome = new AtomicReference<>();
    pipeline.ingest(new WriteBody(message, body, body.length, "test"), outcome::set);
    return requireNonNull(outcome.get(), "no outcome");
  }

  private SampleRecordReader firstRecord() {
    SampleRecordReader reader = new SampleRecordReader();
    reader.reset(publisher.records(Topic.SAMPLES).getFirst().value());
    assertThat(reader.next()).isTrue();
    return reader;
  }

  private static long samplesIn(List<OutgoingRecord> records) {
    long samples = 0;
    SampleRecordReader reader = new SampleRecordReader();
    for (OutgoingRecord record : records) {
      reader.reset(record.value());
      while (reader.next()) {
        samples += reader.samples().size();
      }
    }
    return samples;
  }
}
