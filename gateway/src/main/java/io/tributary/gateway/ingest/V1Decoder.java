package io.tributary.gateway.ingest;

import io.tributary.schemas.remotewrite.ByteRanges;
import io.tributary.schemas.remotewrite.ExemplarCursor;
import io.tributary.schemas.remotewrite.FamilyMetadata;
import io.tributary.schemas.remotewrite.LabelCursor;
import io.tributary.schemas.remotewrite.SampleColumns;
import io.tributary.schemas.remotewrite.WriteRequestReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Remote Write 1.0 into records. Not thread-safe. */
final class V1Decoder {
  private static final int MAX_EXEMPLAR_BYTES = 8 << 10;

  private final RequestScope scope;
  private final SeriesTable table;
  private final SeriesResolver resolver;
  private final Families families;
  private final SeriesItems items;
  private final LabelSet labels;

  private final WriteRequestReader reader = new WriteRequestReader();
  private final LabelCursor labelCursor = new LabelCursor();
  private final ExemplarCursor exemplarCursor = new ExemplarCursor();
  private int[] exemplarRefs = new int[16];
  private @Nullable KnownSeries previous;

  V1Decoder(
      RequestScope scope,
      SeriesTable table,
      SeriesResolver resolver,
      Families families,
      LabelSet labels) {
    this.scope = scope;
    this.table = table;
    this.resolver = resolver;
    this.families = families;
    this.items = new SeriesItems(scope);
    this.labels = labels;
  }

  /** Reads all of it; throws without regard to what has been collected so far. */
  void decode(byte[] bytes, int length) {
    reader.reset(bytes, 0, length);
    previous = null;
    while (true) {
      switch (reader.next()) {
        case SERIES -> takeSeries(bytes);
        case METADATA -> families.learn(reader.metadata());
        case END -> {
          return;
        }
      }
    }
  }

  private void takeSeries(byte[] bytes) {
    SampleColumns samples = reader.samples();
    ByteRanges histograms = reader.histograms();
    long count = samples.size() + (long) histograms.size();
    scope.received += count;
    KnownSeries series = series();
    if (series == null) {
      reject(bytes, count);
      return;
    }
    series.seen(scope.nowMinute);
    RecordBuilder record = scope.records.on(series);
    long rejected = items.takeSamples(record, samples);
    if (histograms.size() > 0) {
      rejected += items.takeHistograms(record, bytes, histograms);
    }
    if (reader.exemplars().size() > 0) {
      takeExemplars(record, bytes);
    }
    RejectReason fault = items.fault();
    if (fault != null) {
      keep(bytes, series.cluster.name, fault, items.detail());
    }
    if (rejected < count) {
      FamilyMetadata due = series.family.due(scope.nowMs);
      if (due != null) {
        record.metadata(due.type(), due.help(), due.unit());
      }
    }
    record.end();
  }

  private @Nullable KnownSeries series() {
    byte[] bytes = reader.labelBytes();
    int from = reader.labelsStart();
    int to = reader.labelsEnd();
    KnownSeries before = previous;
    KnownSeries known = before == null ? null : before.nextIf(bytes, from, to);
    if (known == null) {
      long hash = LabelHash.of(bytes, from, to);
      known = table.findByLabelBytes(hash, bytes, from, to);
      if (known == null) {
        known = unseen(hash, bytes, from, to);
      }
      if (before != null) {
        before.next(known);
      }
    }
    previous = known;
    return known;
  }

  private @Nullable KnownSeries unseen(long hash, byte[] bytes, int from, int to) {
    labels.reset(bytes);
    labelCursor.reset(bytes, from, to);
    while (labelCursor.next()) {
      labels.add(
          labelCursor.nameStart(),
          labelCursor.nameEnd(),
          labelCursor.valueStart(),
          labelCursor.valueEnd());
    }
    Cluster cluster = resolver.admit(labels);
    if (cluster == null) {
      return null;
    }
    KnownSeries series =
        resolver.resolve(labels, cluster, Arrays.copyOfRange(bytes, from, to), hash);
    scope.newSeries++;
    series.seen(scope.nowMinute);
    return table.addByLabelBytes(series);
  }

  private void reject(byte[] bytes, long samples) {
    RejectReason reason = labels.check();
    if (reason == null) {
      throw new IllegalStateException("a series without a fault was rejected");
    }
    String words = scope.rejections.wantsWords() ? labels.toString() : "";
    scope.rejections.add(reason, samples, labels.detail(), words);
    keep(bytes, labels.clusterOrEmpty(), reason, labels.detail());
  }

  /** Keeps the series, all of it, for the rejected topic. */
  private void keep(byte[] bytes, String cluster, RejectReason reason, String detail) {
    int length = reader.itemEnd() - reader.itemStart();
    if (scope.rejectedSeries.wants(length)) {
      scope.rejectedSeries.add(
          new RejectedSeries.Item(
              cluster,
              WriteMessage.V1,
              WriteRequestReader.requestOf(bytes, reader.itemStart(), reader.itemEnd()),
              reason.text(),
              detail));
    }
  }

  /** A bad exemplar is dropped and counted: as for Prometheus, it is no fault of the request. */
  private void takeExemplars(RecordBuilder record, byte[] bytes) {
    ByteRanges exemplars = reader.exemplars();
    for (int i = 0; i < exemplars.size(); i++) {
      int from = exemplars.start(i);
      int to = exemplars.end(i);
      if (to - from > MAX_EXEMPLAR_BYTES) {
        scope.droppedExemplars++;
        continue;
      }
      exemplarCursor.readV1(bytes, from, to);
      record.startExemplar();
      int refs = 0;
      boolean valid = exemplarCursor.timestampMs() <= scope.latestMs;
      labelCursor.reset(bytes, from, to);
      while (labelCursor.next()) {
        valid &= Utf8.isValid(bytes, labelCursor.nameStart(), labelCursor.nameEnd());
        valid &= Utf8.isValid(bytes, labelCursor.valueStart(), labelCursor.valueEnd());
        if (refs + 2 > exemplarRefs.length) {
          exemplarRefs = Arrays.copyOf(exemplarRefs, 2 * exemplarRefs.length);
        }
        if (valid) {
          exemplarRefs[refs++] = record.symbol(labelCursor.name());
          exemplarRefs[refs++] = record.symbol(labelCursor.value());
        }
      }
      if (valid) {
        record.exemplar(
            exemplarRefs, refs, exemplarCursor.timestampMs(), exemplarCursor.valueBits());
        scope.exemplars++;
      } else {
        scope.droppedExemplars++;
      }
    }
  }
}
