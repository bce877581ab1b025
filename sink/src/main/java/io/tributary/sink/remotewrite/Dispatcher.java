package io.tributary.sink.remotewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.remotewrite.RequestReader;
import io.tributary.schemas.remotewrite.WireFormatException;
import io.tributary.schemas.topic.RecordedTopic;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.sink.consume.PendingRecord;
import io.tributary.sink.consume.RecordPump;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spreads the series of each record over the lanes by their fingerprint, so that a series always
 * takes the same lane. Ticks hold no series and are passed over.
 */
final class Dispatcher implements RecordPump.Handler {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final Destination destination;
  private final List<Lane> lanes;
  private final PartBuilder[] builders;
  private final SeriesFilter filter;
  private final Rejections rejections;
  private final DestinationMetrics metrics;
  private final RequestReader reader = new RequestReader();

  /** Whether the present record is left out as a whole. */
  private boolean leftOut;

  Dispatcher(
      Destination destination,
      List<Lane> lanes,
      Rejections rejections,
      DestinationMetrics metrics) {
    this.destination = destination;
    this.lanes = lanes;
    this.builders = new PartBuilder[lanes.size()];
    for (int i = 0; i < builders.length; i++) {
      builders[i] = new PartBuilder();
    }
    this.filter = new SeriesFilter(destination.keep());
    this.rejections = rejections;
    this.metrics = metrics;
  }

  @Override
  public void handle(PendingRecord pending) {
    byte[] value = pending.record().value();
    if (value == null || SampleRecordReader.isTick(value)) {
      return;
    }
    byte[] key = pending.record().key();
    String cluster = key == null ? "" : new String(key, UTF_8);
    String tenant = destination.tenant().of(cluster);
    boolean correction = pending.record().headers().lastHeader(RecordedTopic.CORRECTION) != null;
    leftOut = correction && !destination.corrections();
    try {
      reader.reset(value, 0, value.length);
      String fault = null;
      while (reader.next()) {
        if (reader.fault() == null) {
          route(pending, cluster, tenant);
        } else {
          fault = "series " + reader.index() + " has " + reader.fault();
        }
      }
      if (fault != null) {
        undecodable(pending, fault);
      }
    } catch (WireFormatException e) {
      undecodable(pending, String.valueOf(e.getMessage()));
    }
    for (int lane = 0; lane < builders.length; lane++) {
      flush(lane, pending, cluster, tenant);
    }
  }

  private void route(PendingRecord pending, String cluster, String tenant) {
    Fingerprint fingerprint =
        reader.hasFingerprints()
            ? Fingerprint.read(reader.bytes(), reader.fingerprintStart())
            : Fingerprint.of(SeriesLabels.of(reader));
    int samples = reader.samples().size() + reader.histograms().size();
    metrics.read(samples);
    if (leftOut || !filter.keeps(fingerprint, reader)) {
      metrics.filtered(samples);
      return;
    }
    int lane = (int) Long.remainderUnsigned(fingerprint.high(), lanes.size());
    PartBuilder builder = builders[lane];
    builder.add(reader.seriesStart(), reader.seriesEnd(), samples);
    if (builder.samples() >= destination.batching().maxSamples()
        || builder.bytes() >= destination.batching().maxBytes()) {
      flush(lane, pending, cluster, tenant);
    }
  }

  private void flush(int lane, PendingRecord pending, String cluster, String tenant) {
    if (!builders[lane].isEmpty()) {
      pending.hold();
      lanes.get(lane).queue().add(tenant, builders[lane].build(pending, cluster));
    }
  }

  private void undecodable(PendingRecord pending, String reason) {
    metrics.undecodable();
    LOG.warn(
        "offset {} of {}-{} cannot be read: {}",
        pending.record().offset(),
        pending.record().topic(),
        pending.record().partition(),
        reason);
    rejections.undecodable(pending, reason);
  }

  @Override
  public void drain() throws InterruptedException {
    lanes.forEach(Lane::close);
    long deadlineNs = System.nanoTime() + DRAIN.toNanos();
    for (Lane lane : lanes) {
      lane.join(left(deadlineNs));
    }
    rejections.drain(left(deadlineNs));
  }

  private static Duration left(long deadlineNs) {
    return Duration.ofNanos(Math.max(1, deadlineNs - System.nanoTime()));
  }
}
