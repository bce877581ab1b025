package io.tributary.bench.load;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.schemas.remotewrite.WriteRequestWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The request bodies that an agent sends for one scrape of all its series, 2000 samples each, as
 * Prometheus does by default. Not thread-safe.
 */
public final class ScrapeRequests {
  /** Which version of remote write. */
  public enum Version {
    V1("application/x-protobuf", "0.1.0"),
    V2("application/x-protobuf;proto=io.prometheus.write.v2.Request", "2.0.0");

    private final String contentType;
    private final String header;

    Version(String contentType, String header) {
      this.contentType = contentType;
      this.header = header;
    }

    /** The {@code Content-Type} of such a request. */
    public String contentType() {
      return contentType;
    }

    /** The {@code X-Prometheus-Remote-Write-Version} of such a request. */
    public String versionHeader() {
      return header;
    }
  }

  private static final int SAMPLES_PER_REQUEST = 2000;

  private final Version version;
  private final List<Labels> series;
  private final List<byte[]> encodedLabels = new ArrayList<>();
  private final SampleValues values;
  private final WriteRequestWriter v1 = new WriteRequestWriter();
  private final RequestWriter v2 = new RequestWriter();

  /** Requests of these series. */
  public ScrapeRequests(Version version, List<Labels> series) {
    this.version = version;
    this.series = series;
    this.values = new SampleValues(series);
    if (version == Version.V1) {
      series.forEach(labels -> encodedLabels.add(v1.encodeLabels(labels)));
    }
  }

  /** The bodies of one scrape, compressed. */
  public List<byte[]> scrape(long timestampMs) {
    List<byte[]> bodies = new ArrayList<>();
    for (int from = 0; from < series.size(); from += SAMPLES_PER_REQUEST) {
      int to = Math.min(series.size(), from + SAMPLES_PER_REQUEST);
      bodies.add(SnappyBlock.encode(message(from, to, timestampMs)));
    }
    return bodies;
  }

  /** The bodies of so many samples each of all series of these metrics, compressed. */
  public List<byte[]> history(Set<String> metrics, long fromMs, long stepMs, int count) {
    List<byte[]> bodies = new ArrayList<>();
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      if (metrics.contains(series.get(i).metricName())) {
        chosen.add(i);
      }
    }
    int together = Math.max(1, 2 * SAMPLES_PER_REQUEST / count);
    for (int from = 0; from < chosen.size(); from += together) {
      List<Integer> some = chosen.subList(from, Math.min(chosen.size(), from + together));
      bodies.add(SnappyBlock.encode(message(some, fromMs, stepMs, count)));
    }
    return bodies;
  }

  private byte[] message(List<Integer> some, long fromMs, long stepMs, int count) {
    v1.reset();
    v2.reset();
    for (int i : some) {
      if (version == Version.V1) {
        v1.startSeries(encodedLabels.get(i));
      } else {
        v2.startSeries(series.get(i));
      }
      for (int n = 0; n < count; n++) {
        long timestampMs = fromMs + n * stepMs;
        double value = values.advance(i);
        if (version == Version.V1) {
          v1.sample(timestampMs, value);
        } else {
          v2.sample(timestampMs, value, 0);
        }
      }
      if (version == Version.V1) {
        v1.endSeries();
      } else {
        v2.endSeries();
      }
    }
    return version == Version.V1 ? v1.toByteArray() : v2.toByteArray();
  }

  /** The message with one sample of each of the series {@code [from, to)}, not compressed. */
  public byte[] message(int from, int to, long timestampMs) {
    return switch (version) {
      case V1 -> messageV1(from, to, timestampMs);
      case V2 -> messageV2(from, to, timestampMs);
    };
  }

  private byte[] messageV1(int from, int to, long timestampMs) {
    v1.reset();
    for (int i = from; i < to; i++) {
      v1.startSeries(encodedLabels.get(i));
      v1.sample(timestampMs, values.advance(i));
      v1.endSeries();
    }
    return v1.toByteArray();
  }

  private byte[] messageV2(int from, int to, long timestampMs) {
    v2.reset();
    for (int i = from; i < to; i++) {
      v2.startSeries(series.get(i));
      v2.sample(timestampMs, values.advance(i), 0);
      v2.endSeries();
    }
    return v2.toByteArray();
  }
}
