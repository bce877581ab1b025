package io.tributary.schemas.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.proto.v2.BucketSpan;
import io.tributary.schemas.proto.v2.Histogram;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramCodecTest {
  private final HistogramReader reader = new HistogramReader();
  private final HistogramWriter writer = new HistogramWriter();

  @Test
  void integerHistogram_getsAbsoluteCounts() {
    FloatHistogram histogram = read(integerHistogram());

    assertThat(histogram.count()).isEqualTo(10);
    assertThat(histogram.sum()).isEqualTo(18.5);
    assertThat(histogram.schema()).isEqualTo(1);
    assertThat(histogram.zeroCount()).isEqualTo(1);
    assertThat(histogram.zeroThreshold()).isEqualTo(0.001);
    assertThat(histogram.hint()).isEqualTo(CounterReset.NOT_RESET);
    assertThat(histogram.positive())
        .isEqualTo(FloatHistogram.builder(1).positive(-2, 3, 2, 0, 0, 4).build().positive());
    assertThat(reader.timestampMs()).isEqualTo(1_700_000_000_000L);
    assertThat(reader.startTimestampMs()).isEqualTo(1_600_000_000_000L);
  }

  @Test
  void histograms_surviveTheWay() {
    FloatHistogram[] histograms = {
      read(integerHistogram()),
      FloatHistogram.builder(-4).negative(-7, 0.5, 0, 2.25).count(2.75).sum(-3).build(),
      FloatHistogram.builder(FloatHistogram.CUSTOM_SCHEMA)
          .customBounds(0.1, 0.5, 1)
          .positive(0, 1, 0, 2, 3)
          .count(6)
          .sum(7)
          .hint(CounterReset.GAUGE)
          .build(),
      FloatHistogram.builder(0).build(),
      FloatHistogram.stale(),
    };
    for (FloatHistogram histogram : histograms) {
      byte[] bytes = writer.write(histogram, 5, 3);

      assertThat(reader.read(bytes, 0, bytes.length)).isEqualTo(histogram);
      assertThat(reader.timestampMs()).isEqualTo(5);
      assertThat(reader.startTimestampMs()).isEqualTo(3);
    }
  }

  @Test
  void writtenHistogram_isReadByTheGeneratedClass() throws Exception {
    FloatHistogram histogram =
        FloatHistogram.builder(2)
            .positive(3, 1, 2)
            .count(3)
            .sum(4)
            .hint(CounterReset.RESET)
            .build();

    Histogram read = Histogram.parseFrom(writer.write(histogram, 5, 0));

    assertThat(read.getCountFloat()).isEqualTo(3);
    assertThat(read.getPositiveSpansList())
        .containsExactly(BucketSpan.newBuilder().setOffset(3).setLength(2).build());
    assertThat(read.getPositiveCountsList()).containsExactly(1.0, 2.0);
    assertThat(read.getResetHint()).isEqualTo(Histogram.ResetHint.RESET_HINT_YES);
  }

  @Test
  void stalenessMarker_isRecognised() {
    Histogram stale = Histogram.newBuilder().setSum(StalenessMarker.VALUE).setTimestamp(1).build();

    assertThat(read(stale.toBuilder()).isStale()).isTrue();
  }

  @Test
  void invalidHistograms_areRefused() {
    assertRefused(integerHistogram().setCountInt(11), "hold 10.0 observations but its count is 11");
    assertRefused(integerHistogram().addPositiveDeltas(1), "spans need 3 buckets but it has 4");
    assertRefused(integerHistogram().setPositiveDeltas(0, -3), "negative");
    assertRefused(integerHistogram().setSchema(9), "schema 9 is unknown");
    assertRefused(integerHistogram().addPositiveCounts(1), "positive buckets are not");
    assertRefused(
        integerHistogram().addPositiveSpans(BucketSpan.newBuilder().setOffset(-9).setLength(0)),
        "negative offset -9");
    assertRefused(
        integerHistogram().addNegativeSpans(BucketSpan.newBuilder().setLength(-1)),
        "a span of 4294967295 negative buckets");
    assertRefused(
        Histogram.newBuilder().setSchema(-53).addCustomValues(2).addCustomValues(1),
        "not above the one before it");
  }

  @Test
  void damagedHistograms_areReadOrRefused() {
    Random random = new Random(1);
    byte[] bytes = integerHistogram().build().toByteArray();
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        reader.read(damaged, 0, damaged.length);
      } catch (WireFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(500, 2900);
  }

  private static Histogram.Builder integerHistogram() {
    return Histogram.newBuilder()
        .setCountInt(10)
        .setSum(18.5)
        .setSchema(1)
        .setZeroThreshold(0.001)
        .setZeroCountInt(1)
        .addPositiveSpans(BucketSpan.newBuilder().setOffset(-2).setLength(2))
        .addPositiveSpans(BucketSpan.newBuilder().setOffset(2).setLength(1))
        .addPositiveDeltas(3)
        .addPositiveDeltas(-1)
        .addPositiveDeltas(2)
        .setResetHint(Histogram.ResetHint.RESET_HINT_NO)
        .setTimestamp(1_700_000_000_000L)
        .setStartTimestamp(1_600_000_000_000L);
  }

  private FloatHistogram read(Histogram.Builder histogram) {
    byte[] bytes = histogram.build().toByteArray();
    return reader.read(bytes, 0, bytes.length);
  }

  private void assertRefused(Histogram.Builder histogram, String message) {
    assertThatThrownBy(() -> read(histogram))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining(message);
  }
}
