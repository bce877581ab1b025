package io.tributary.hub.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.hub.head.Appended;
import io.tributary.hub.head.HeadAppender;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends a record's samples to the store: first those of known series, then those of new ones, so
 * that series are added together. A record that cannot be read is passed over and counted; what
 * came before the fault is kept.
 *
 * <p>Threading: of one thread at a time; others have their own.
 */
final class RecordAppender {
  private static final Logger log = LoggerFactory.getLogger(RecordAppender.class);

  /** Metadata is looked at with new series, and with all series of every so many records. */
  private static final int METADATA_EVERY = 256;

  private final HeadAppender appender;
  private final SeriesMetadata metadata;
  private final ExemplarStore exemplars;
  private final Agents agents;
  private final FeedMetrics metrics;
  private final SampleRecordReader reader = new SampleRecordReader();
  private final HistogramReader histogramReader = new HistogramReader();
  private final AppendCounts counts = new AppendCounts();
  private int records;
  private long inBlocksMs;
  private boolean correction;
  private long latestMs;
  private Labels first = Labels.EMPTY;

  RecordAppender(
      HubStore store,
      SeriesMetadata metadata,
      ExemplarStore exemplars,
      Agents agents,
      FeedMetrics metrics) {
    this.appender = store.appender();
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
    latestMs = Long.MIN_VALUE;
    first = Labels.EMPTY;
    try {
      reader.reset(value);
      appendKnown(records++ % METADATA_EVERY == 0);
    } catch (WireFormatException e) {
      unreadable(record, e);
    }
    try {
      if (reader.notedCount() > 0) {
        appender.addTogether(this::appendNew);
      }
    } catch (WireFormatException e) {
      unreadable(record, e);
    }
    metrics.samples(counts);
    if (latestMs > Long.MIN_VALUE && isOfAgent(record)) {
      agents.heard(new String(record.key(), UTF_8), first, latestMs);
    }
    return latestMs;
  }

  private void unreadable(ConsumerRecord<byte[], byte[]> record, WireFormatException e) {
    metrics.undecodable();
    log.warn(
        "record cannot be read and is passed over topic={} partition={} offset={} reason={}",
        record.topic(),
        record.partition(),
        record.offset(),
        e.getMessage());
  }

  /** Rules have results of a cluster as long as there is a clock, whether or not it is silent. */
  private static boolean isOfAgent(ConsumerRecord<byte[], byte[]> record) {
    return record.key() != null
        && record.key().length > 0
        && !record.topic().equals(Topic.RECORDED.topicName());
  }

  private void appendKnown(boolean withMetadata) {
    while (reader.next()) {
      first = first.isEmpty() ? reader.labels() : first;
      Fingerprint fingerprint = reader.fingerprint();
      if (appender.seek(fingerprint)) {
        appendSeries(fingerprint);
        if (withMetadata) {
          keepMetadata();
        }
      } else {
        reader.note();
      }
    }
  }

  private void appendNew() {
    for (int i = 0; i < reader.notedCount(); i++) {
      reader.seekNoted(i);
      Fingerprint fingerprint = reader.fingerprint();
      if (hasSamples()) {
        appender.add(fingerprint, reader.labels());
      }
      appendSeries(fingerprint);
      keepMetadata();
    }
  }

  /** Whether it has any that are not in blocks: a series comes into the head with samples only. */
  private boolean hasSamples() {
    SampleColumns samples = reader.samples();
    for (int i = 0; i < samples.size(); i++) {
      if (samples.timestampMs(i) >= inBlocksMs) {
        return true;
      }
    }
    return reader.histograms().size() > 0;
  }

  private void keepMetadata() {
    if (reader.metricType() != MetricType.UNKNOWN) {
      metadata.add(reader.labels().metricName(), reader.metricType(), reader.help(), reader.unit());
    }
  }

  private void appendSeries(Fingerprint fingerprint) {
    SampleColumns samples = reader.samples();
    for (int i = 0; i < samples.size(); i++) {
      long timestampMs = samples.timestampMs(i);
      counts.add(
          timestampMs < inBlocksMs ? Appended.DUPLICATE : append(timestampMs, samples.value(i)));
      latestMs = Math.max(latestMs, timestampMs);
    }
    ByteRanges histograms = reader.histograms();
    for (int i = 0; i < histograms.size(); i++) {
      FloatHistogram histogram =
          histogramReader.read(reader.bytes(), histograms.start(i), histograms.end(i));
      long timestampMs = histogramReader.timestampMs();
      counts.add(timestampMs < inBlocksMs ? Appended.DUPLICATE : append(timestampMs, histogram));
      latestMs = Math.max(latestMs, timestampMs);
    }
    if (reader.exemplars().size() > 0) {
      exemplars.add(fingerprint, reader);
    }
  }

  private Appended append(long timestampMs, double value) {
    return correction ? appender.replace(timestampMs, value) : appender.append(timestampMs, value);
  }

  private Appended append(long timestampMs, FloatHistogram histogram) {
    return correction
        ? appender.replace(timestampMs, histogram)
        : appender.append(timestampMs, histogram);
  }
}
