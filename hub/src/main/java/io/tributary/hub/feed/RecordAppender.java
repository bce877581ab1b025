package io.tributary.hub.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.hub.head.Appended;
import io.tributary.hub.store.HubStore;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.ByteRanges;
import io.tributary.schemas.remotewrite.HistogramReader;
import io.tributary.schemas.remotewrite.MetricType;
import io.tributary.schemas.remotewrite.SampleColumns;
import io.tributary.schemas.remotewrite.WireFormatException;
import io.tributary.schemas.topic.RecordedTopic;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.schemas.topic.Topic;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends a record's samples to the store. A record that cannot be read is passed over and counted;
 * what came before the fault is kept.
 *
 * <p>Threading: of the feed's thread.
 */
final class RecordAppender {
  private static final Logger log = LoggerFactory.getLogger(RecordAppender.class);

  /** Metadata is looked at with new series, and with all series of every so many records. */
  private static final int METADATA_EVERY = 256;

  private final HubStore store;
  private final SeriesMetadata metadata;
  private final ExemplarStore exemplars;
  private final Agents agents;
  private final FeedMetrics metrics;
  private final SampleRecordReader reader = new SampleRecordReader();
  private final HistogramReader histogramReader = new HistogramReader();
  private final AppendCounts counts = new AppendCounts();
  private final Supplier<Labels> labelsOfNewSeries = this::newSeries;
  private int records;
  private boolean metadataWanted;
  private long inBlocksMs;
  private boolean correction;

  RecordAppender(
      HubStore store,
      SeriesMetadata metadata,
      ExemplarStore exemplars,
      Agents agents,
      FeedMetrics metrics) {
    this.store = store;
    this.metadata = metadata;
    this.exemplars = exemplars;
    this.agents = agents;
    this.metrics = metrics;
  }

  /**
   * Appends what is not there yet.
   *
   * @param inBlocksMs the record's samples before this time lie in blocks already
   * @return the time of the record's latest sample; {@link Long#MIN_VALUE} where it has none
   */
  long append(ConsumerRecord<byte[], byte[]> record, long inBlocksMs) {
    byte[] value = record.value();
    if (value == null || SampleRecordReader.isTick(value)) {
      return Long.MIN_VALUE;
    }
    this.inBlocksMs = inBlocksMs;
    correction = record.headers().lastHeader(RecordedTopic.CORRECTION) != null;
    counts.clear();
    long latestMs = Long.MIN_VALUE;
    boolean all = records++ % METADATA_EVERY == 0;
    Labels first = Labels.EMPTY;
    try {
      reader.reset(value);
      while (reader.next()) {
        first = first.isEmpty() ? reader.labels() : first;
        metadataWanted = all;
        latestMs = Math.max(latestMs, appendSeries());
        if (metadataWanted && reader.metricType() != MetricType.UNKNOWN) {
          metadata.add(
              reader.labels().metricName(), reader.metricType(), reader.help(), reader.unit());
        }
      }
    } catch (WireFormatException e) {
      metrics.undecodable();
      log.warn(
          "record cannot be read and is passed over topic={} partition={} offset={} reason={}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
    }
    metrics.samples(counts);
    if (latestMs > Long.MIN_VALUE && isOfAgent(record)) {
      agents.heard(new String(record.key(), UTF_8), first, latestMs);
    }
    return latestMs;
  }

  /** Rules have results of a cluster as long as there is a clock, whether or not it is silent. */
  private static boolean isOfAgent(ConsumerRecord<byte[], byte[]> record) {
    return record.key() != null
        && record.key().length > 0
        && !record.topic().equals(Topic.RECORDED.topicName());
  }

  private long appendSeries() {
    Fingerprint fingerprint = reader.fingerprint();
    long latestMs = Long.MIN_VALUE;
    SampleColumns samples = reader.samples();
    for (int i = 0; i < samples.size(); i++) {
      long timestampMs = samples.timestampMs(i);
      counts.add(
          timestampMs < inBlocksMs
              ? Appended.DUPLICATE
              : append(fingerprint, timestampMs, samples.value(i)));
      latestMs = Math.max(latestMs, timestampMs);
    }
    ByteRanges histograms = reader.histograms();
    for (int i = 0; i < histograms.size(); i++) {
      FloatHistogram histogram =
          histogramReader.read(reader.bytes(), histograms.start(i), histograms.end(i));
      long timestampMs = histogramReader.timestampMs();
      counts.add(
          timestampMs < inBlocksMs
              ? Appended.DUPLICATE
              : store.append(fingerprint, labelsOfNewSeries, timestampMs, histogram));
      latestMs = Math.max(latestMs, timestampMs);
    }
    if (reader.exemplars().size() > 0) {
      exemplars.add(fingerprint, reader);
    }
    return latestMs;
  }

  private Appended append(Fingerprint fingerprint, long timestampMs, double value) {
    return correction
        ? store.replace(fingerprint, labelsOfNewSeries, timestampMs, value)
        : store.append(fingerprint, labelsOfNewSeries, timestampMs, value);
  }

  private Labels newSeries() {
    metadataWanted = true;
    return reader.labels();
  }
}
