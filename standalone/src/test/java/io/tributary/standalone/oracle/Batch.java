package io.tributary.standalone.oracle;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.remotewrite.HistogramWriter;
import io.tributary.schemas.remotewrite.RequestWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples of one cluster that arrive together. */
final class Batch {
  /** One sample: a float, or a histogram. */
  record Sample(
      Target.Series series, long timestampMs, double value, @Nullable FloatHistogram histogram) {}

  final String cluster;
  final List<Sample> samples = new ArrayList<>();

  Batch(String cluster) {
    this.cluster = cluster;
  }

  void add(Target.Series series, long timestampMs, double value) {
    samples.add(new Sample(series, timestampMs, value, null));
  }

  void add(Target.Series series, long timestampMs, FloatHistogram histogram) {
    samples.add(new Sample(series, timestampMs, 0, histogram));
  }

  /** The value of a record, or null where it would be empty: the series of one of the shards. */
  byte @Nullable [] record(int shard, int shards) {
    RequestWriter writer = new RequestWriter();
    for (Sample sample : samples) {
      if (Long.remainderUnsigned(sample.series().fingerprint().low(), shards) == shard) {
        writer.startSeries(sample.series().fingerprint(), sample.series().labels());
        write(writer, sample);
        writer.endSeries();
      }
    }
    return writer.seriesCount() == 0 ? null : writer.toByteArray();
  }

  /** Adds a sample to the series that the writer is at. */
  static void write(RequestWriter writer, Sample sample) {
    FloatHistogram histogram = sample.histogram();
    if (histogram == null) {
      writer.sample(sample.timestampMs(), sample.value(), 0);
      return;
    }
    byte[] message = new HistogramWriter().write(histogram, sample.timestampMs(), 0);
    writer.histogram(message, 0, message.length);
  }
}
