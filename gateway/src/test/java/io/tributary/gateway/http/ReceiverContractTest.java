package io.tributary.gateway.http;

import static io.tributary.gateway.Requests.sample;
import static io.tributary.gateway.Requests.series;
import static io.tributary.gateway.Requests.v1;
import static io.tributary.gateway.Requests.v2;
import static io.tributary.gateway.TestServer.V1;
import static io.tributary.gateway.TestServer.V2;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.gateway.TestServer;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.v1.BucketSpan;
import io.tributary.schemas.proto.v1.Histogram;
import io.tributary.schemas.proto.v2.Request;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.schemas.sample.StalenessMarker;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.schemas.topic.Topic;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the two remote-write specifications ask of a receiver, and where their reference
 * implementation departs from them, through HTTP.
 */
class ReceiverContractTest {
  private static final String[] UP = {"__name__", "up", "cluster", "app"};

  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void labels_mayHoldWhateverUtf8Holds() {
    String[] odd = {"__name__", "a.b c", "cluster", "app", "ключ.1", "two\nlines", "q\"", "\\ü"};

    assertThat(server.post(V1, v1(sample(now(), 1, odd))).statusCode()).isEqualTo(204);
    assertThat(server.post(V2, v2(now() + 1, 1, odd)).statusCode()).isEqualTo(204);

    assertThat(recordedLabels()).containsExactly(Labels.of(odd), Labels.of(odd));
  }

  @Test
  void seriesWithoutAName_areRejectedAndTheOtherThreeAreWrittenAndCounted() {
    RequestWriter writer = new RequestWriter();
    for (String name : new String[] {"a", "b", "c"}) {
      write(writer, Labels.of("__name__", name, "cluster", "app"), 1);
    }
    write(writer, Labels.of("cluster", "app", "job", "nameless"), 1);
    HttpResponse<String> nameless = server.post(V2, writer.toByteArray());
    assertThat(nameless.statusCode()).isEqualTo(400);
    assertThat(nameless.body()).contains("no metric name").contains("nameless");
    assertThat(written(nameless, "samples")).isEqualTo(3);

    writer.reset();
    for (String name : new String[] {"a", "b", "c"}) {
      write(writer, Labels.of("__name__", name, "cluster", "app"), 2);
    }
    write(writer, Labels.EMPTY, 2);
    HttpResponse<String> empty = server.post(V2, writer.toByteArray());
    assertThat(empty.statusCode()).isEqualTo(400);
    assertThat(written(empty, "samples")).isEqualTo(3);
    assertThat(server.written()).hasSize(6);
  }

  private void write(RequestWriter writer, Labels labels, double value) {
    writer.startSeries(labels);
    writer.sample(now(), value, 0);
    writer.endSeries();
  }

  @Test
  void specialValues_passBitByBit() {
    double[] values = {
      StalenessMarker.VALUE,
      Double.NaN,
      Double.longBitsToDouble(0x7ff8000000000001L),
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      -0.0,
      Double.MIN_VALUE
    };
    List<Long> bits = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      server.post(V1, v1(sample(now() + 2L * i, values[i], UP)));
      server.post(V2, v2(now() + 2L * i + 1, values[i], UP));
      bits.add(Double.doubleToRawLongBits(values[i]));
      bits.add(Double.doubleToRawLongBits(values[i]));
    }
    assertThat(recordedBits()).isEqualTo(bits);
  }

  @Test
  void severalEntriesOfOneSeries_areLegal() {
    RequestWriter writer = new RequestWriter();
    for (int i = 0; i < 3; i++) {
      writer.startSeries(Labels.of(UP));
      writer.sample(now() + i, i, 0);
      writer.endSeries();
    }
    HttpResponse<String> answer = server.post(V2, writer.toByteArray());

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(written(answer, "samples")).isEqualTo(3);
    assertThat(server.written()).hasSize(3);
  }

  @Test
  void firstSymbolThatIsNotEmpty_isRefused() {
    Request request = Request.newBuilder().addSymbols("__name__").addSymbols("").build();

    HttpResponse<String> answer = server.post(V2, request.toByteArray());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("the first symbol must be empty");
    assertThat(written(answer, "samples")).isZero();
  }

  @Test
  void seriesOfBothSamplesAndHistograms_orOfNeither_areRefused() {
    Request.Builder request = Request.newBuilder().addAllSymbols(symbols("", UP));
    request
        .addTimeseriesBuilder()
        .addAllLabelsRefs(List.of(1, 2, 3, 4))
        .addSamples(io.tributary.schemas.proto.v2.Sample.newBuilder().setTimestamp(now()))
        .addHistograms(io.tributary.schemas.proto.v2.Histogram.newBuilder().setTimestamp(now()));
    request.addTimeseriesBuilder().addAllLabelsRefs(List.of(1, 2, 3, 4));

    HttpResponse<String> answer = server.post(V2, request.build().toByteArray());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("both samples and histograms in one series")
        .contains("neither samples nor histograms");
    assertThat(server.written()).isEmpty();
  }

  /**
   * Prometheus answers these with 500, so that the sender repeats them for ever, or stores them.
   */
  @ParameterizedTest
  @MethodSource("invalidHistograms")
  void invalidHistogram_isRefusedAndTheRestIsKept(Histogram.Builder histogram) {
    HttpResponse<String> answer =
        server.post(
            V1,
            v1(
                sample(now(), 1, UP),
                series("__name__", "h", "cluster", "app")
                    .addHistograms(histogram.setTimestamp(now()))));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid_histogram").contains("__name__=\"h\"");
    assertThat(server.written()).hasSize(1);
  }

  static List<Histogram.Builder> invalidHistograms() {
    BucketSpan two = BucketSpan.newBuilder().setOffset(0).setLength(2).build();
    return List.of(
        Histogram.newBuilder() // the buckets hold 2, the count says 5
            .setCountInt(5)
            .addPositiveSpans(two)
            .addPositiveDeltas(1)
            .addPositiveDeltas(0),
        Histogram.newBuilder() // fewer buckets than the span says
            .setCountInt(1)
            .addPositiveSpans(two)
            .addPositiveDeltas(1),
        Histogram.newBuilder() // the second bucket has -1
            .setCountInt(0)
            .addPositiveSpans(two)
            .addPositiveDeltas(1)
            .addPositiveDeltas(-2),
        Histogram.newBuilder().setSchema(77).setCountInt(0),
        Histogram.newBuilder() // custom bounds that do not ascend
            .setSchema(-53)
            .setCountInt(2)
            .addPositiveSpans(two)
            .addPositiveDeltas(1)
            .addPositiveDeltas(0)
            .addCustomValues(2)
            .addCustomValues(1));
  }

  @Test
  void wholeRequestAgain_isASuccessWithTheSameCounts() {
    byte[] request = v2(now(), 1, UP);
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer =
          server.postRaw(V2, SnappyBlock.encode(request), "Retry-Attempt", Integer.toString(i));
      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(written(answer, "samples")).isEqualTo(1);
    }
  }

  @Test
  void typeWithABlankAndQuotes_isOf2() {
    HttpResponse<String> answer =
        server.post(
            "application/x-protobuf; proto=\"io.prometheus.write.v2.Request\"", v2(now(), 1, UP));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(written(answer, "samples")).isEqualTo(1);
    assertThat(server.written()).hasSize(1);
  }

  @Test
  void countsOfA503_areZero() {
    server.publisher.partitions(0);
    HttpResponse<String> answer = server.post(V2, v2(now(), 1, UP));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("retry-after")).isPresent();
    assertThat(written(answer, "samples")).isZero();
  }

  @Test
  void sampleFarInTheFuture_isRefusedByName() {
    HttpResponse<String> answer =
        server.post(V2, v2(now() + 11 * 60_000, 1, "__name__", "ahead", "cluster", "app"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("too_far_in_future").contains("ahead");
    assertThat(written(answer, "samples")).isZero();
  }

  private static List<String> symbols(String first, String... others) {
    List<String> symbols = new ArrayList<>(List.of(first));
    symbols.addAll(List.of(others));
    return symbols;
  }

  private static long written(HttpResponse<String> answer, String what) {
    return answer
        .headers()
        .firstValueAsLong("x-prometheus-remote-write-" + what + "-written")
        .orElseThrow();
  }

  private long now() {
    return server.clock.millis();
  }

  private List<Labels> recordedLabels() {
    List<Labels> labels = new ArrayList<>();
    for (SampleRecordReader reader : recorded()) {
      while (reader.next()) {
        labels.add(reader.labels());
      }
    }
    return labels;
  }

  private List<Long> recordedBits() {
    List<Long> bits = new ArrayList<>();
    for (SampleRecordReader reader : recorded()) {
      while (reader.next()) {
        bits.add(reader.samples().valueBits(0));
      }
    }
    return bits;
  }

  private List<SampleRecordReader> recorded() {
    List<SampleRecordReader> readers = new ArrayList<>();
    for (var record : server.publisher.records(Topic.SAMPLES)) {
      SampleRecordReader reader = new SampleRecordReader();
      reader.reset(record.value());
      readers.add(reader);
    }
    return readers;
  }
}
