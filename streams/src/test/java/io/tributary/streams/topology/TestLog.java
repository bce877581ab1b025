package io.tributary.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
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

  static Labels series(String name, String cluster, String instance) {
    return Labels.of("__name__", name, "cluster", cluster, "instance", instance);
  }
}
