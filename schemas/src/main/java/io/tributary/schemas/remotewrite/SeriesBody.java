package io.tributary.schemas.remotewrite;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One 2.0 {@code TimeSeries}, taken apart into reused columns.
 *
 * <pre>
 *   TimeSeries: 1 uint32 labels_refs*, 2 Sample*, 3 Histogram*, 4 Exemplar*, 5 Metadata
 *   Sample:     1 double value, 2 int64 timestamp, 3 int64 start_timestamp
 *   Metadata:   1 enum type, 3 uint32 help_ref, 4 uint32 unit_ref
 * </pre>
 */
final class SeriesBody {
  /** More are refused: no series has 2048 labels. */
  static final int MAX_LABEL_REFS = 1 << 12;

  private static final int REFS_PACKED = 1 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int REF = 1 << 3 | ProtoCursor.VARINT;
  private static final int SAMPLE = 2 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int HISTOGRAM = 3 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int EXEMPLAR = 4 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int METADATA = 5 << 3 | ProtoCursor.LENGTH_DELIMITED;

  private static final int SAMPLE_VALUE = 1 << 3 | ProtoCursor.FIXED64;
  private static final int SAMPLE_TIMESTAMP = 2 << 3 | ProtoCursor.VARINT;
  private static final int SAMPLE_START = 3 << 3 | ProtoCursor.VARINT;

  private static final int METADATA_TYPE = 1 << 3 | ProtoCursor.VARINT;
  private static final int METADATA_HELP = 3 << 3 | ProtoCursor.VARINT;
  private static final int METADATA_UNIT = 4 << 3 | ProtoCursor.VARINT;

  private final ProtoCursor series = new ProtoCursor();
  private final ProtoCursor field = new ProtoCursor();
  private final SampleColumns samples = new SampleColumns();
  private final ByteRanges histograms =
      new ByteRanges("histograms in one series", SampleColumns.MAX_SAMPLES);
  private final ByteRanges exemplars =
      new ByteRanges("exemplars in one series", SampleColumns.MAX_SAMPLES);

  private int[] refs = new int[64];
  private int refCount;
  private MetricType metricType = MetricType.UNKNOWN;
  private int helpRef;
  private int unitRef;

  private int symbolCount;
  private @Nullable String fault;

  /** Reads a series and returns what is wrong with its references, or null. */
  @Nullable String read(byte[] bytes, int start, int end, int symbolCount) {
    this.symbolCount = symbolCount;
    samples.clear();
    histograms.clear();
    exemplars.clear();
    refCount = 0;
    metricType = MetricType.UNKNOWN;
    helpRef = 0;
    unitRef = 0;
    fault = null;
    series.reset(bytes, start, end);
    while (series.hasMore()) {
      int tag = series.readTag();
      if (tag == REF) {
        addRef(series.readVarint());
        continue;
      }
      if (tag != REFS_PACKED
          && tag != SAMPLE
          && tag != HISTOGRAM
          && tag != EXEMPLAR
          && tag != METADATA) {
        series.skip(tag);
        continue;
      }
      int length = series.readLength();
      int from = series.position();
      int to = from + length;
      series.position(to);
      switch (tag) {
        case REFS_PACKED -> readRefs(bytes, from, to);
        case SAMPLE -> readSample(bytes, from, to);
        case HISTOGRAM -> histograms.add(from, to);
        case EXEMPLAR -> exemplars.add(from, to);
        default -> readMetadata(bytes, from, to);
      }
    }
    if (fault == null && refCount % 2 != 0) {
      fault = "an odd number of label references: " + refCount;
    }
    return fault;
  }

  /** Reads samples and histograms only, and passes over all else. */
  void readSamples(byte[] bytes, int start, int end) {
    samples.clear();
    histograms.clear();
    series.reset(bytes, start, end);
    while (series.hasMore()) {
      int tag = series.readTag();
      if (tag != SAMPLE && tag != HISTOGRAM) {
        series.skip(tag);
        continue;
      }
      int length = series.readLength();
      int from = series.position();
      series.position(from + length);
      if (tag == SAMPLE) {
        readSample(bytes, from, from + length);
      } else {
        histograms.add(from, from + length);
      }
    }
  }

  private void readRefs(byte[] bytes, int from, int to) {
    field.reset(bytes, from, to);
    while (field.hasMore()) {
      addRef(field.readVarint());
    }
  }

  private void addRef(long ref) {
    if (refCount == refs.length) {
      if (refCount >= MAX_LABEL_REFS) {
        throw new WireFormatException(
            "more than " + MAX_LABEL_REFS + " label references in one series");
      }
      refs = Arrays.copyOf(refs, 2 * refCount);
    }
    refs[refCount++] = checked(ref, "label");
  }

  private int checked(long ref, String what) {
    if (ref < 0 || ref >= symbolCount) {
      fault =
          "a " + what + " reference to symbol " + Long.toUnsignedString(ref) + " of " + symbolCount;
      return 0;
    }
    return (int) ref;
  }

  private void readSample(byte[] bytes, int from, int to) {
    long bits = 0;
    long timestampMs = 0;
    long startMs = 0;
    field.reset(bytes, from, to);
    while (field.hasMore()) {
      int tag = field.readTag();
      switch (tag) {
        case SAMPLE_VALUE -> bits = field.readFixed64();
        case SAMPLE_TIMESTAMP -> timestampMs = field.readVarint();
        case SAMPLE_START -> startMs = field.readVarint();
        default -> field.skip(tag);
      }
    }
    samples.add(timestampMs, bits, startMs);
  }

  private void readMetadata(byte[] bytes, int from, int to) {
    field.reset(bytes, from, to);
    while (field.hasMore()) {
      int tag = field.readTag();
      switch (tag) {
        case METADATA_TYPE -> metricType = MetricType.of(field.readVarint());
        // With an empty table 0, which stands for none, is not out of it.
        case METADATA_HELP -> helpRef = checkedOrNone(field.readVarint(), "help");
        case METADATA_UNIT -> unitRef = checkedOrNone(field.readVarint(), "unit");
        default -> field.skip(tag);
      }
    }
  }

  private int checkedOrNone(long ref, String what) {
    return ref == 0 ? 0 : checked(ref, what);
  }

  int refCount() {
    return refCount;
  }

  int ref(int i) {
    return refs[i];
  }

  SampleColumns samples() {
    return samples;
  }

  ByteRanges histograms() {
    return histograms;
  }

  ByteRanges exemplars() {
    return exemplars;
  }

  MetricType metricType() {
    return metricType;
  }

  int helpRef() {
    return helpRef;
  }

  int unitRef() {
    return unitRef;
  }
}
