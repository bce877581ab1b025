package io.tributary.standalone.interop;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.schemas.remotewrite.WriteRequestWriter;
import io.tributary.schemas.sample.StalenessMarker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An agent of one cluster: a scrape twice a second, sent until it is acknowledged, as agents do,
 * and remembered with the bits of its values.
 *
 * <p>Threading: {@link #run} is of one thread; all else may be called from any.
 */
final class LoadAgent implements Runnable {
  private static final Duration EVERY = Duration.ofMillis(500);
  private static final Duration BEFORE_RETRY = Duration.ofMillis(200);

  private final URI write;
  private final String cluster;
  private final boolean version2;
  private final int series;
  private final Random random;
  private final Map<String, Double> alarms = new ConcurrentHashMap<>();
  private final SampleBook sent = new SampleBook();
  private final SampleBook acknowledged = new SampleBook();
  private volatile boolean stopping;
  private volatile long acknowledgedMs;

  /**
   * @param version2 which version of remote write it speaks
   * @param series how many {@code load_value} series it has, beside the odd ones
   */
  LoadAgent(URI write, String cluster, boolean version2, int series) {
    this.write = write;
    this.cluster = cluster;
    this.version2 = version2;
    this.series = series;
    this.random = new Random(cluster.hashCode());
  }

  @Override
  public void run() {
    for (int scrape = 0; !stopping; scrape++) {
      long timestampMs = Math.max(acknowledgedMs + 1, System.currentTimeMillis());
      Map<Labels, Long> samples = scrape(scrape);
      byte[] body =
          SnappyBlock.encode(version2 ? v2(samples, timestampMs) : v1(samples, timestampMs));
      sent.add(samples, timestampMs);
      while (!isTaken(body)) {
        Eventually.passes(BEFORE_RETRY);
      }
      acknowledged.add(samples, timestampMs);
      acknowledgedMs = timestampMs;
      Eventually.passes(EVERY);
    }
  }

  private Map<Labels, Long> scrape(int number) {
    Map<Labels, Long> samples = new HashMap<>();
    for (int i = 0; i < series; i++) {
      samples.put(
          labels("load_value", "i", Integer.toString(i)), bits(random.nextGaussian() * 1e3));
    }
    alarms.forEach((name, value) -> samples.put(labels("load_alarm", "victim", name), bits(value)));
    double odd =
        switch (number % 5) {
          case 0 -> Double.NaN;
          case 1 -> Double.POSITIVE_INFINITY;
          case 2 -> Double.MIN_VALUE;
          case 3 -> Double.NEGATIVE_INFINITY;
          default -> StalenessMarker.VALUE;
        };
    samples.put(labels("load_odd", "kind", "all"), bits(odd));
    return samples;
  }

  private Labels labels(String name, String label, String value) {
    return Labels.of(Labels.NAME, name, "cluster", cluster, label, value);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static byte[] v1(Map<Labels, Long> samples, long timestampMs) {
    WriteRequestWriter writer = new WriteRequestWriter();
    new TreeMap<>(samples)
        .forEach(
            (labels, bits) -> {
              writer.startSeries(labels);
              writer.sample(timestampMs, bits.longValue());
              writer.endSeries();
            });
    return writer.toByteArray();
  }

  private static byte[] v2(Map<Labels, Long> samples, long timestampMs) {
    RequestWriter writer = new RequestWriter();
    new TreeMap<>(samples)
        .forEach(
            (labels, bits) -> {
              writer.startSeries(labels);
              writer.sample(timestampMs, bits.longValue(), 0);
              writer.endSeries();
            });
    return writer.toByteArray();
  }

  /** Whether it is acknowledged; what is not, for whatever reason, comes again. */
  private boolean isTaken(byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(write)
            .header("Content-Encoding", "snappy")
            .header(
                "Content-Type",
                version2
                    ? "application/x-protobuf;proto=io.prometheus.write.v2.Request"
                    : "application/x-protobuf")
            .POST(BodyPublishers.ofByteArray(body));
    try {
      int status = Http.send(request).statusCode();
      if (status / 100 == 4) {
        throw new AssertionError("a valid request was refused with " + status);
      }
      return status / 100 == 2;
    } catch (IOException e) {
      return false;
    }
  }

  /** From the next scrape on, the series {@code load_alarm{victim=NAME}} has this value. */
  void set(String alarm, double value) {
    alarms.put(alarm, value);
  }

  /** The time of the last scrape that was acknowledged. */
  long acknowledgedMs() {
    return acknowledgedMs;
  }

  /** Ends with the scrape under way, which is still sent until it is acknowledged. */
  void stop() {
    stopping = true;
  }

  /** Everything that the gateway has acknowledged. */
  SampleBook acknowledged() {
    return acknowledged;
  }

  /** Everything that the gateway may have taken. */
  SampleBook sent() {
    return sent;
  }
}
