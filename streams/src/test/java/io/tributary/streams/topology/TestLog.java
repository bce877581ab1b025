package io.tributary.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.HistogramWriter;
import io.tributary.schemas.remotewrite.RequestWriter;

/** Values of records for tests. */
final class TestLog {
  static final byte[] TICK = new byte[0];

  private TestLog() {}

  static byte[] cluster(String name) {
    return name.getBytes(UTF_8);
  }

  /** One sample of one series. */
  static byte[] sample(Labels labels, long timestampMs, double value) {
    RequestWriter writer = new RequestWriter();
    writer.startSeries(Fingerprint.of(labels), labels);
    writer.sample(timestampMs, value, 0);
    writer.endSeries();
    return writer.toByteArray();
  }

  /** One native histogram of one series, with so many observations in the zero bucket. */
  static byte[] histogram(Labels labels, long timestampMs, double count) {
    return histogram(
        labels,
        timestampMs,
        FloatHistogram.builder(0).count(count).zero(0.001, count).sum(count).build());
  }

  /** The end of a series of native histograms. */
  static byte[] staleHistogram(Labels labels, long timestampMs) {
    return histogram(labels, timestampMs, FloatHistogram.stale());
  }

  private static byte[] histogram(Labels labels, long timestampMs, FloatHistogram histogram) {
    byte[] message = new HistogramWriter().write(histogram, timestampMs, 0);
    RequestWriter writer = new RequestWriter();
    writer.startSeries(Fingerprint.of(labels), labels);
    writer.histogram(message, 0, message.length);
    writer.endSeries();
    return writer.toByteArray();
  }

  static Labels series(String name, String cluster, String instance) {
    return Labels.of("__name__", name, "cluster", cluster, "instance", instance);
  }
}
