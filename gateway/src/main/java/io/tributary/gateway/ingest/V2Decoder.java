package io.tributary.gateway.ingest;

import io.tributary.schemas.remotewrite.ByteRanges;
import io.tributary.schemas.remotewrite.ExemplarCursor;
import io.tributary.schemas.remotewrite.MetricType;
import io.tributary.schemas.remotewrite.RequestReader;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.remotewrite.SampleColumns;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remote Write 2.0 into records. Each symbol of a request is looked up once; a series is then found
 * by the ids of its symbols, four bytes each. Not thread-safe.
 */
final class V2Decoder {
  private static final int MAX_EXEMPLAR_BYTES = 8 << 10;
  private static final int MAX_TEXT_BYTES = 4 << 10;

  /** A table of ids that grew past this for one large request is let go after it. */
  private static final int KEPT_SYMBOLS = 1 << 16;

  private final RequestScope scope;
  private final SeriesTable table;
  private final SeriesResolver resolver;
  private final SymbolPool pool;
  private final SeriesItems items;
  private final LabelSet labels;

  private final RequestReader reader = new RequestReader();
  private final ExemplarCursor exemplarCursor = new ExemplarCursor();
  private final RequestWriter rejectedWriter = new RequestWriter();

  /** The id + 1 of each symbol of the request; 0 where no known series has it. */
  private int[] symbolIds = new int[1 << 10];

  private byte[] key = new byte[256];
  private int[] exemplarRefs = new int[16];
  private @Nullable KnownSeries previous;

  V2Decoder(
      RequestScope scope,
      SeriesTable table,
      SeriesResolver resolver,
      SymbolPool pool,
      LabelSet labels) {
    this.scope = scope;
    this.table = table;
    this.resolver = resolver;
    this.pool = pool;
    this.items = new SeriesItems(scope);
    this.labels = labels;
  }

  /** Reads all of it; throws without regard to what has been collected so far. */
  void decode(byte[] bytes, int length) {
    reader.reset(bytes, 0, length);
    findSymbols(bytes);
    previous = null;
    while (reader.next()) {
      takeSeries(bytes);
    }
  }

  private void findSymbols(byte[] bytes) {
    int count = reader.symbolCount();
    if (symbolIds.length < count || symbolIds.length > Math.max(2 * count, KEPT_SYMBOLS)) {
      symbolIds = new int[Math.max(1 << 10, Integer.highestOneBit(count) * 2)];
    }
    for (int ref = 0; ref < reader.symbolCount(); ref++) {
      Symbol symbol = pool.find(bytes, reader.symbolStart(ref), reader.symbolEnd(ref));
      symbolIds[ref] = symbol == null ? 0 : symbol.id + 1;
    }
  }

  private void takeSeries(byte[] bytes) {
    SampleColumns samples = reader.samples();
    ByteRanges histograms = reader.histograms();
    long count = samples.size() + (long) histograms.size();
    scope.received += count;
    KnownSeries series = series(bytes);
    if (series == null) {
      reject(bytes, count);
      return;
    }
    series.seen(scope.nowMinute);
    RecordBuilder record = scope.records.on(series);
    items.takeSamples(record, samples);
    if (histograms.size() > 0) {
      items.takeHistograms(record, bytes, histograms);
    }
    if (reader.exemplars().size() > 0) {
      takeExemplars(record, bytes);
    }
    RejectReason fault = items.fault();
    if (fault != null) {
      keep(bytes, series.cluster.name, fault, items.detail());
    }
    takeMetadata(record);
    record.end();
  }

  private @Nullable KnownSeries series(byte[] bytes) {
    labels.reset(bytes);
    checkShape();
    if (labels.hasFault()) {
      return null;
    }
    KnownSeries before = previous;
    int length = key();
    KnownSeries known = before == null || length == 0 ? null : before.nextIf(key, 0, length);
    if (known == null) {
      known =
          length == 0 ? null : table.findBySymbolIds(LabelHash.of(key, 0, length), key, 0, length);
      if (known == null) {
        known = unseen(bytes);
      }
      if (before != null) {
        before.next(known);
      }
    }
    previous = known;
    return known;
  }

  private void checkShape() {
    String fault = reader.fault();
    if (fault != null) {
      labels.fault(RejectReason.INVALID_REFERENCES, fault);
      return;
    }
    boolean samples = reader.samples().size() > 0;
    boolean histograms = reader.histograms().size() > 0;
    if (samples && histograms) {
      labels.fault(
          RejectReason.SAMPLES_AND_HISTOGRAMS, "both samples and histograms in one series");
    } else if (!samples && !histograms && reader.exemplars().size() == 0) {
      labels.fault(RejectReason.NO_SAMPLES, "neither samples nor histograms");
    }
  }

  /** Fills {@link #key} with the labels' ids; 0 where a symbol is not known. */
  private int key() {
    int refs = reader.labelRefCount();
    if (key.length < 4 * refs) {
      key = new byte[8 * refs];
    }
    for (int i = 0; i < refs; i++) {
      int id = symbolIds[reader.labelRef(i)];
      if (id == 0) {
        return 0;
      }
      LabelHash.writeInt(key, 4 * i, id);
    }
    return 4 * refs;
  }

  /** A series that is seen for the first time. Its symbols are known from now on. */
  private @Nullable KnownSeries unseen(byte[] bytes) {
    for (int i = 0; i < reader.labelRefCount(); i += 2) {
      int name = reader.labelRef(i);
      int value = reader.labelRef(i + 1);
      labels.add(
          reader.symbolStart(name),
          reader.symbolEnd(name),
          reader.symbolStart(value),
          reader.symbolEnd(value));
    }
    Cluster cluster = resolver.admit(labels);
    if (cluster == null) {
      return null;
    }
    for (int i = 0; i < reader.labelRefCount(); i++) {
      int ref = reader.labelRef(i);
      if (symbolIds[ref] == 0) {
        symbolIds[ref] = pool.intern(bytes, reader.symbolStart(ref), reader.symbolEnd(ref)).id + 1;
      }
    }
    int length = key();
    KnownSeries series =
        resolver.resolve(labels, cluster, Arrays.copyOf(key, length), LabelHash.of(key, 0, length));
    scope.newSeries++;
    series.seen(scope.nowMinute);
    // Without an id for each symbol there is no key to find it by.
    return length == 0 ? series : table.addBySymbolIds(series);
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
    if (scope.rejectedSeries.wants(reader.seriesEnd() - reader.seriesStart())) {
      byte[] value = requestOfSeries(bytes);
      if (scope.rejectedSeries.wants(value.length)) {
        scope.rejectedSeries.add(
            new RejectedSeries.Item(cluster, WriteMessage.V2, value, reason.text(), detail));
      }
    }
  }

  /** The series alone, with the symbols that it uses; without labels where these are the fault. */
  private byte[] requestOfSeries(byte[] bytes) {
    rejectedWriter.reset();
    int refs = reader.fault() == null ? reader.labelRefCount() : 0;
    int[] labelRefs = new int[refs];
    for (int i = 0; i < refs; i++) {
      labelRefs[i] = rejectedWriter.symbol(reader.symbol(reader.labelRef(i)));
    }
    rejectedWriter.startSeries(labelRefs, refs);
    SampleColumns samples = reader.samples();
    for (int i = 0; i < samples.size(); i++) {
      rejectedWriter.sample(
          samples.timestampMs(i), samples.valueBits(i), samples.startTimestampMs(i));
    }
    for (int i = 0; i < reader.histograms().size(); i++) {
      rejectedWriter.histogram(bytes, reader.histograms().start(i), reader.histograms().end(i));
    }
    rejectedWriter.endSeries();
    return rejectedWriter.toByteArray();
  }

  private void takeExemplars(RecordBuilder record, byte[] bytes) {
    ByteRanges exemplars = reader.exemplars();
    for (int i = 0; i < exemplars.size(); i++) {
      int from = exemplars.start(i);
      int to = exemplars.end(i);
      exemplarCursor.readV2(bytes, from, to);
      if (!isValid(bytes)) {
        scope.droppedExemplars++;
        String words = scope.rejections.wantsWords() ? record.describe() : "";
        scope.rejections.add(RejectReason.INVALID_EXEMPLAR, 0, "an invalid exemplar", words);
        continue;
      }
      record.startExemplar();
      int refs = exemplarCursor.labelRefCount();
      if (exemplarRefs.length < refs) {
        exemplarRefs = new int[2 * refs];
      }
      for (int n = 0; n < refs; n++) {
        exemplarRefs[n] = record.symbol(reader.symbol((int) exemplarCursor.labelRef(n)));
      }
      record.exemplar(exemplarRefs, refs, exemplarCursor.timestampMs(), exemplarCursor.valueBits());
      scope.exemplars++;
    }
  }

  private boolean isValid(byte[] bytes) {
    if (exemplarCursor.labelRefCount() % 2 != 0 || exemplarCursor.timestampMs() > scope.latestMs) {
      return false;
    }
    int size = 0;
    for (int n = 0; n < exemplarCursor.labelRefCount(); n++) {
      long ref = exemplarCursor.labelRef(n);
      if (ref < 0 || ref >= reader.symbolCount()) {
        return false;
      }
      int start = reader.symbolStart((int) ref);
      int end = reader.symbolEnd((int) ref);
      size += end - start;
      if (size > MAX_EXEMPLAR_BYTES || !Utf8.isValid(bytes, start, end)) {
        return false;
      }
    }
    return true;
  }

  private void takeMetadata(RecordBuilder record) {
    if (reader.metricType() == MetricType.UNKNOWN && reader.helpRef() == 0) {
      return;
    }
    record.metadata(reader.metricType(), text(reader.helpRef()), text(reader.unitRef()));
  }

  /** A HELP text or unit; one that is a book is left out. */
  private String text(int ref) {
    boolean none = ref == 0 || reader.symbolEnd(ref) - reader.symbolStart(ref) > MAX_TEXT_BYTES;
    return none ? "" : reader.symbol(ref);
  }
}
