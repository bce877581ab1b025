package io.tributary.gateway.ingest;

import io.tributary.schemas.remotewrite.MetricType;
import io.tributary.schemas.remotewrite.RequestWriter;
import java.util.List;

/**
 * Collects the series of one shard of one cluster into records of at most {@link #MAX_BYTES}. A
 * series is opened by its first item, so that one whose samples are all rejected leaves no trace.
 * Reused; not thread-safe.
 */
final class RecordBuilder {
  /** Below what Kafka takes by default (1 MiB), with room for its own framing. */
  static final int MAX_BYTES = 900_000;

  private final RequestWriter writer = new RequestWriter();
  private final SymbolRefs refs = new SymbolRefs();
  private final List<FinishedRecord> finished;

  private Cluster cluster;
  private int shard;
  private KnownSeries series;
  private boolean open;
  private long samples;
  private int[] labelRefs = new int[64];

  private long newestMs = Long.MIN_VALUE;
  private long late;
  private long totalSamples;

  RecordBuilder(KnownSeries first, List<FinishedRecord> finished) {
    this.finished = finished;
    this.series = first;
    this.cluster = first.cluster;
    this.shard = first.shard;
  }

  /** Starts on another shard, with nothing collected. */
  void reset(KnownSeries first) {
    series = first;
    cluster = first.cluster;
    shard = first.shard;
    newestMs = Long.MIN_VALUE;
    late = 0;
    totalSamples = 0;
    startRecord();
  }

  private void startRecord() {
    writer.reset();
    refs.clear();
    samples = 0;
    open = false;
  }

  boolean isFor(KnownSeries other) {
    return other.cluster == cluster && other.shard == shard;
  }

  Cluster cluster() {
    return cluster;
  }

  long newestMs() {
    return newestMs;
  }

  /** Samples and histograms of all records since {@link #reset}. */
  long samples() {
    return totalSamples;
  }

  long late() {
    return late;
  }

  /** The items that follow are of this series. */
  void begin(KnownSeries next) {
    series = next;
  }

  void sample(long timestampMs, long valueBits, long startMs, long nowMs) {
    open();
    writer.sample(timestampMs, valueBits, startMs);
    count(timestampMs, nowMs);
  }

  void histogram(byte[] bytes, int from, int to, long timestampMs, long nowMs) {
    open();
    writer.histogram(bytes, from, to);
    count(timestampMs, nowMs);
  }

  private void count(long timestampMs, long nowMs) {
    samples++;
    totalSamples++;
    newestMs = Math.max(newestMs, timestampMs);
    if (timestampMs < nowMs - cluster.latenessMs) {
      late++;
    }
  }

  /** Makes room for an exemplar, whose labels' references then come from {@link #symbol}. */
  void startExemplar() {
    open();
  }

  void exemplar(int[] exemplarRefs, int count, long timestampMs, long valueBits) {
    writer.exemplar(exemplarRefs, count, timestampMs, valueBits);
  }

  void metadata(MetricType type, String help, String unit) {
    if (open) {
      writer.metadata(type, writer.symbol(help), writer.symbol(unit));
    }
  }

  /** The reference of a text that need not be among the known series' symbols. */
  int symbol(String text) {
    return writer.symbol(text);
  }

  /** The series' labels for a message. */
  String describe() {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < series.symbols.length && out.length() < 300; i += 2) {
      out.append(i == 0 ? "" : ", ")
          .append(series.symbols[i])
          .append("=\"")
          .append(series.symbols[i + 1])
          .append('"');
    }
    return out.append('}').toString();
  }

  private void open() {
    if (open && writer.size() > MAX_BYTES) {
      end();
    }
    if (open) {
      return;
    }
    int count = series.symbolIds.length;
    if (labelRefs.length < count) {
      labelRefs = new int[count];
    }
    refs.of(series, writer, labelRefs);
    writer.startSeries(series.fingerprintHigh, series.fingerprintLow, labelRefs, count);
    open = true;
  }

  /** Ends the series; a record that is full is finished. */
  void end() {
    if (open) {
      writer.endSeries();
      open = false;
      if (writer.size() > MAX_BYTES) {
        finish();
      }
    }
  }

  /** Finishes the record, if there is anything in it. */
  void finish() {
    if (writer.seriesCount() > 0) {
      finished.add(new FinishedRecord(cluster, shard, writer.toByteArray(), samples));
    }
    startRecord();
  }
}
