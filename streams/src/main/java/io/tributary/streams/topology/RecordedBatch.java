package io.tributary.streams.topology;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.remotewrite.HistogramWriter;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.streams.eval.OutputSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one group recorded at one instant, as values of {@code tributary.recorded}: one cluster a
 * record, clusters in order, samples in the order of evaluation. Of one thread.
 */
final class RecordedBatch {
  /** A record this large is closed: brokers take records of up to 1 MiB. */
  private static final int FULL = 700_000;

  private final SortedMap<String, List<Sample>> byCluster = new TreeMap<>();
  private final RequestWriter writer = new RequestWriter();
  private final HistogramWriter histograms = new HistogramWriter();

  private record Sample(
      OutputSeries series, long timestampMs, double value, @Nullable FloatHistogram histogram) {}

  /** Takes the records of a batch. */
  interface Receiver {
    void receive(String cluster, byte[] value);
  }

  void add(
      OutputSeries series, long timestampMs, double value, @Nullable FloatHistogram histogram) {
    byCluster
        .computeIfAbsent(series.cluster(), cluster -> new ArrayList<>())
        .add(new Sample(series, timestampMs, value, histogram));
  }

  /** Gives all records to the receiver and forgets them. */
  void drain(Receiver receiver) {
    byCluster.forEach(
        (cluster, samples) -> {
          writer.reset();
          for (Sample sample : samples) {
            write(sample);
            if (writer.size() > FULL) {
              receiver.receive(cluster, writer.toByteArray());
              writer.reset();
            }
          }
          if (writer.seriesCount() > 0) {
            receiver.receive(cluster, writer.toByteArray());
          }
        });
    byCluster.clear();
  }

  private void write(Sample sample) {
    writer.startSeries(sample.series().fingerprint(), sample.series().labels());
    FloatHistogram histogram = sample.histogram();
    if (histogram == null) {
      writer.sample(sample.timestampMs(), sample.value(), 0);
    } else {
      byte[] message = histograms.write(histogram, sample.timestampMs(), 0);
      writer.histogram(message, 0, message.length);
    }
    writer.endSeries();
  }
}
