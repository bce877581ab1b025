package io.tributary.schemas.remotewrite;

import io.tributary.schemas.proto.v1.BucketSpan;
import io.tributary.schemas.proto.v1.Exemplar;
import io.tributary.schemas.proto.v1.Histogram;
import io.tributary.schemas.proto.v1.Label;
import io.tributary.schemas.proto.v1.MetricMetadata;
import io.tributary.schemas.proto.v1.Sample;
import io.tributary.schemas.proto.v1.TimeSeries;
import io.tributary.schemas.proto.v1.WriteRequest;
import io.tributary.schemas.proto.v2.Metadata;
import io.tributary.schemas.proto.v2.Request;
import java.util.Random;

/** Requests of both versions as the generated classes build them, from a seed. */
final class RandomRequests {
  private final Random random;

  RandomRequests(long seed) {
    random = new Random(seed);
  }

  WriteRequest writeRequest() {
    WriteRequest.Builder request = WriteRequest.newBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      TimeSeries.Builder series = TimeSeries.newBuilder();
      for (int n = random.nextInt(8); n > 0; n--) {
        series.addLabels(label());
      }
      for (int n = random.nextInt(4); n > 0; n--) {
        series.addSamples(Sample.newBuilder().setTimestamp(timestamp()).setValue(value()));
      }
      for (int n = random.nextInt(3); n > 0; n--) {
        series.addExemplars(
            Exemplar.newBuilder().addLabels(label()).setValue(value()).setTimestamp(timestamp()));
      }
      for (int n = random.nextInt(2); n > 0; n--) {
        series.addHistograms(
            Histogram.newBuilder()
                .setCountInt(random.nextInt(100))
                .addPositiveSpans(BucketSpan.newBuilder().setOffset(-3).setLength(1))
                .addPositiveDeltas(7)
                .setTimestamp(timestamp()));
      }
      request.addTimeseries(series);
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      request.addMetadata(
          MetricMetadata.newBuilder()
              .setTypeValue(random.nextInt(8))
              .setMetricFamilyName(text())
              .setHelp(text())
              .setUnit(text()));
    }
    return request.build();
  }

  Request request() {
    Request.Builder request = Request.newBuilder().addSymbols("");
    int symbols = 1 + random.nextInt(300);
    for (int i = 1; i < symbols; i++) {
      request.addSymbols(text());
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      var series = io.tributary.schemas.proto.v2.TimeSeries.newBuilder();
      for (int n = 2 * random.nextInt(8); n > 0; n--) {
        series.addLabelsRefs(random.nextInt(symbols));
      }
      for (int n = random.nextInt(4); n > 0; n--) {
        series.addSamples(
            io.tributary.schemas.proto.v2.Sample.newBuilder()
                .setTimestamp(timestamp())
                .setValue(value())
                .setStartTimestamp(random.nextBoolean() ? 0 : timestamp()));
      }
      for (int n = random.nextInt(3); n > 0; n--) {
        series.addExemplars(
            io.tributary.schemas.proto.v2.Exemplar.newBuilder()
                .addLabelsRefs(random.nextInt(symbols))
                .addLabelsRefs(random.nextInt(symbols))
                .setValue(value())
                .setTimestamp(timestamp()));
      }
      if (random.nextBoolean()) {
        series.setMetadata(
            Metadata.newBuilder()
                .setTypeValue(1 + random.nextInt(7))
                .setHelpRef(random.nextInt(symbols))
                .setUnitRef(random.nextInt(symbols)));
      }
      request.addTimeseries(series);
    }
    return request.build();
  }

  /** The bytes with some of them overwritten, cut off or repeated. */
  byte[] damaged(byte[] bytes) {
    byte[] damaged = bytes.clone();
    for (int n = 1 + random.nextInt(4); n > 0 && damaged.length > 0; n--) {
      int at = random.nextInt(damaged.length);
      switch (random.nextInt(3)) {
        case 0 -> damaged[at] = (byte) random.nextInt();
        case 1 -> damaged[at] |= (byte) 0x80;
        default -> damaged = java.util.Arrays.copyOf(damaged, at);
      }
    }
    return damaged;
  }

  private Label.Builder label() {
    return Label.newBuilder().setName(text()).setValue(text());
  }

  private String text() {
    String[] pieces = {"", "a", "node", "__name__", "é", "日本", "\uD83D\uDE00", "x".repeat(200)};
    return pieces[random.nextInt(pieces.length)] + random.nextInt(50);
  }

  private long timestamp() {
    return random.nextInt(4) == 0 ? random.nextLong() : 1_700_000_000_000L + random.nextInt();
  }

  private double value() {
    return random.nextInt(4) == 0
        ? Double.longBitsToDouble(random.nextLong())
        : random.nextInt(1000);
  }
}
