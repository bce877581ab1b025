package io.tributary.sink.remotewrite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.proto.v1.WriteRequest;
import io.tributary.schemas.proto.v2.BucketSpan;
import io.tributary.schemas.proto.v2.Exemplar;
import io.tributary.schemas.proto.v2.Histogram;
import io.tributary.schemas.proto.v2.Metadata;
import io.tributary.schemas.proto.v2.Request;
import io.tributary.schemas.proto.v2.Sample;
import io.tributary.schemas.proto.v2.TimeSeries;
import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.schemas.sample.StalenessMarker;
import io.tributary.schemas.topic.Topic;
import io.tributary.sink.consume.PendingRecords;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class EncoderTest {
  private static final List<String> SYMBOLS =
      List.of("", "__name__", "up", "job", "node", "latency", "trace_id", "abc", "Is it up?", "s");

  private static final TimeSeries FLOATS =
      TimeSeries.newBuilder()
          .addAllLabelsRefs(List.of(1, 2, 3, 4))
          .addSamples(Sample.newBuilder().setTimestamp(1000).setValue(1).setStartTimestamp(500))
          .addSamples(Sample.newBuilder().setTimestamp(2000).setValue(StalenessMarker.VALUE))
          .addExemplars(
              Exemplar.newBuilder().addAllLabelsRefs(List.of(6, 7)).setValue(0.5).setTimestamp(900))
          .setMetadata(
              Metadata.newBuilder()
                  .setType(Metadata.MetricType.METRIC_TYPE_GAUGE)
                  .setHelpRef(8)
                  .setUnitRef(9))
          .build();

  private static final Histogram HISTOGRAM =
      Histogram.newBuilder()
          .setCountInt(7)
          .setSum(3.5)
          .setSchema(3)
          .setZeroThreshold(1e-128)
          .setZeroCountInt(1)
          .addPositiveSpans(BucketSpan.newBuilder().setOffset(-2).setLength(2))
          .addPositiveDeltas(2)
          .addPositiveDeltas(2)
          .setTimestamp(1000)
          .setStartTimestamp(400)
          .build();

  private static final TimeSeries HISTOGRAMS =
      TimeSeries.newBuilder()
          .addAllLabelsRefs(List.of(1, 5, 3, 4))
          .addHistograms(HISTOGRAM)
          .build();

  private static ConsumerRecord<byte[], byte[]> record(List<String> symbols, TimeSeries... series) {
    Request request =
        Request.newBuilder().addAllSymbols(symbols).addAllTimeseries(List.of(series)).build();
    return new ConsumerRecord<>(
        Topic.SAMPLES.topicName(), 0, 0, "eu".getBytes(UTF_8), request.toByteArray());
  }

  private static String symbols(Request request, List<Integer> refs) {
    return String.join(" ", refs.stream().map(request::getSymbols).toList());
  }

  @Test
  void v2_carriesAllThatARecordHolds() throws Exception {
    Batch batch = TestBatches.of(new PendingRecords(), record(SYMBOLS, FLOATS, HISTOGRAMS));
    EncodedBatch encoded = new EncoderV2().encode(batch);
    Request request = Request.parseFrom(SnappyBlock.decode(encoded.body(), 1 << 20));

    TimeSeries floats = request.getTimeseries(0);
    assertThat(symbols(request, floats.getLabelsRefsList())).isEqualTo("__name__ up job node");
    assertThat(floats.getSamples(0)).isEqualTo(FLOATS.getSamples(0));
    assertThat(Double.doubleToRawLongBits(floats.getSamples(1).getValue()))
        .isEqualTo(StalenessMarker.BITS);
    assertThat(symbols(request, floats.getExemplars(0).getLabelsRefsList()))
        .isEqualTo("trace_id abc");
    assertThat(floats.getExemplars(0).getTimestamp()).isEqualTo(900);
    assertThat(floats.getMetadata().getType()).isEqualTo(Metadata.MetricType.METRIC_TYPE_GAUGE);
    assertThat(request.getSymbols(floats.getMetadata().getHelpRef())).isEqualTo("Is it up?");
    assertThat(request.getSymbols(floats.getMetadata().getUnitRef())).isEqualTo("s");
    assertThat(request.getTimeseries(1).getHistogramsList()).containsExactly(HISTOGRAM);
    assertThat(request.getTimeseries(1).hasMetadata()).isFalse();
    assertThat(request.getSeriesFingerprints().isEmpty()).isTrue();
    assertThat(encoded.samples()).isEqualTo(2);
    assertThat(encoded.histograms()).isEqualTo(1);
    assertThat(encoded.exemplars()).isEqualTo(1);
  }

  @Test
  void v2_givesSeveralRecordsOneSymbolTable() throws Exception {
    List<String> others = List.of("", "job", "down", "__name__", "node", "z", "y", "x", "w", "v");
    TimeSeries down =
        TimeSeries.newBuilder()
            .addAllLabelsRefs(List.of(3, 2, 1, 4))
            .addSamples(Sample.newBuilder().setTimestamp(3).setValue(4))
            .build();
    Batch batch =
        TestBatches.of(
            new PendingRecords(),
            record(SYMBOLS, FLOATS, HISTOGRAMS),
            record(others, down),
            record(SYMBOLS, FLOATS));
    Request request =
        Request.parseFrom(new EncoderV2().encodeRaw(batch, new BatchEncoder.Counts()));
    assertThat(request.getSymbolsList()).startsWith("").doesNotHaveDuplicates().doesNotContain("z");
    assertThat(request.getTimeseriesList())
        .extracting(series -> symbols(request, series.getLabelsRefsList()))
        .containsExactly(
            "__name__ up job node",
            "__name__ latency job node",
            "__name__ down job node",
            "__name__ up job node");
  }

  @Test
  void v1_carriesSamplesHistogramsAndExemplars() throws Exception {
    Batch batch = TestBatches.of(new PendingRecords(), record(SYMBOLS, FLOATS, HISTOGRAMS));
    EncodedBatch encoded = new EncoderV1().encode(batch);
    WriteRequest request = WriteRequest.parseFrom(SnappyBlock.decode(encoded.body(), 1 << 20));

    var floats = request.getTimeseries(0);
    assertThat(floats.getLabelsList())
        .extracting(label -> label.getName() + "=" + label.getValue())
        .containsExactly("__name__=up", "job=node");
    assertThat(floats.getSamples(0).getTimestamp()).isEqualTo(1000);
    assertThat(Double.doubleToRawLongBits(floats.getSamples(1).getValue()))
        .isEqualTo(StalenessMarker.BITS);
    assertThat(floats.getExemplars(0).getLabels(0).getName()).isEqualTo("trace_id");
    var histogram = request.getTimeseries(1).getHistograms(0);
    assertThat(histogram.getCountInt()).isEqualTo(7);
    assertThat(histogram.getSchema()).isEqualTo(3);
    assertThat(histogram.getPositiveDeltasList()).containsExactly(2L, 2L);
    assertThat(histogram.getTimestamp()).isEqualTo(1000);
    assertThat(encoded.total()).isEqualTo(3);
  }

  @Test
  void namedSeries_areFoundInBothSpellings() {
    Batch batch = TestBatches.of(new PendingRecords(), record(SYMBOLS, FLOATS, HISTOGRAMS));
    assertThat(NamedSeries.in(batch, "too old for {__name__=\"latency\", job=\"node\"}").series())
        .isEqualTo(1);
    assertThat(NamedSeries.in(batch, "too old: up{job=\"node\"}, latency{job=\"node\"}").series())
        .isEqualTo(2);
    assertThat(NamedSeries.in(batch, "something is wrong")).isSameAs(batch);
  }

  @Test
  void split_dividesSeriesOfSeveralRecords() {
    Batch batch =
        TestBatches.of(
            new PendingRecords(), record(SYMBOLS, FLOATS, HISTOGRAMS), record(SYMBOLS, FLOATS));
    List<Batch> halves = batch.split();
    assertThat(halves).extracting(Batch::series).containsExactly(1, 2);
    assertThat(halves.getLast().parts()).hasSize(2);
  }
}
