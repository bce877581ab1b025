package io.tributary.schemas.remotewrite;

/**
 * Reads a Remote Write 1.0 {@code prometheus.WriteRequest} item by item, without an object for any.
 *
 * <pre>
 *   WriteRequest: 1 TimeSeries*, 3 MetricMetadata*
 *   TimeSeries:   1 Label*, 2 Sample*, 3 Exemplar*, 4 Histogram*
 *   Sample:       1 double value, 2 int64 timestamp
 * </pre>
 *
 * <p>The array must stay unchanged while it is read. Everything that the accessors return is valid
 * until the next {@link #next}. Not thread-safe.
 */
public final class WriteRequestReader {
  /** What {@link #next} found. */
  public enum Item {
    SERIES,
    METADATA,
    END
  }

  static final int TIMESERIES = 1 << 3 | ProtoCursor.LENGTH_DELIMITED;
  static final int METADATA = 3 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int LABEL = 1 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int SAMPLE = 2 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int EXEMPLAR = 3 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int HISTOGRAM = 4 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int SAMPLE_VALUE = 1 << 3 | ProtoCursor.FIXED64;
  private static final int SAMPLE_TIMESTAMP = 2 << 3 | ProtoCursor.VARINT;

  private final ProtoCursor request = new ProtoCursor();
  private final ProtoCursor series = new ProtoCursor();
  private final ProtoCursor field = new ProtoCursor();
  private final ProtoWriter scatteredLabels = new ProtoWriter(64);

  private final SampleColumns samples = new SampleColumns();
  private final ByteRanges histograms =
      new ByteRanges("histograms in one series", SampleColumns.MAX_SAMPLES);
  private final ByteRanges exemplars =
      new ByteRanges("exemplars in one series", SampleColumns.MAX_SAMPLES);

  private byte[] bytes = new byte[0];
  private byte[] labelBytes = bytes;
  private boolean scattered;
  private int labelsStart;
  private int labelsEnd;
  private int itemStart;
  private int itemEnd;

  /** Starts on the request in {@code bytes[from, to)}. */
  public void reset(byte[] bytes, int from, int to) {
    request.reset(bytes, from, to);
    this.bytes = bytes;
  }

  /**
   * Goes on to the next series or metadata, passing over fields that the specification does not
   * name.
   *
   * @throws WireFormatException where the bytes break protobuf's rules; nothing can be read after
   */
  public Item next() {
    while (request.hasMore()) {
      int tag = request.readTag();
      if (tag == RequestReader.SYMBOL || tag == RequestReader.TIMESERIES) {
        throw new WireFormatException(
            "a 2.0 message in a request of 1.0: its Content-Type must have"
                + " proto=io.prometheus.write.v2.Request");
      }
      if (tag != TIMESERIES && tag != METADATA) {
        request.skip(tag);
        continue;
      }
      int length = request.readLength();
      itemStart = request.position();
      itemEnd = itemStart + length;
      request.position(itemEnd);
      if (tag == METADATA) {
        return Item.METADATA;
      }
      readSeries();
      return Item.SERIES;
    }
    return Item.END;
  }

  private void readSeries() {
    samples.clear();
    histograms.clear();
    exemplars.clear();
    labelBytes = bytes;
    scattered = false;
    labelsStart = 0;
    labelsEnd = 0;
    series.reset(bytes, itemStart, itemEnd);
    while (series.hasMore()) {
      int fieldStart = series.position();
      int tag = series.readTag();
      switch (tag) {
        case LABEL -> {
          int end = endOfField();
          addLabel(fieldStart, end);
        }
        case SAMPLE -> {
          int length = series.readLength();
          readSample(series.position(), series.position() + length);
          series.position(series.position() + length);
        }
        case EXEMPLAR -> {
          int length = series.readLength();
          exemplars.add(series.position(), series.position() + length);
          series.position(series.position() + length);
        }
        case HISTOGRAM -> {
          int length = series.readLength();
          histograms.add(series.position(), series.position() + length);
          series.position(series.position() + length);
        }
        default -> series.skip(tag);
      }
    }
  }

  private int endOfField() {
    int length = series.readLength();
    int end = series.position() + length;
    series.position(end);
    return end;
  }

  /** Senders write the labels in one piece; where one does not, the pieces are put together. */
  private void addLabel(int start, int end) {
    if (labelsEnd == 0) {
      labelsStart = start;
      labelsEnd = end;
    } else if (!scattered && labelsEnd == start) {
      labelsEnd = end;
    } else {
      if (!scattered) {
        scattered = true;
        scatteredLabels.clear();
        scatteredLabels.write(bytes, labelsStart, labelsEnd - labelsStart);
      }
      scatteredLabels.write(bytes, start, end - start);
      labelBytes = scatteredLabels.array();
      labelsStart = 0;
      labelsEnd = scatteredLabels.size();
    }
  }

  private void readSample(int start, int end) {
    long bits = 0;
    long timestampMs = 0;
    field.reset(bytes, start, end);
    while (field.hasMore()) {
      int tag = field.readTag();
      switch (tag) {
        case SAMPLE_VALUE -> bits = field.readFixed64();
        case SAMPLE_TIMESTAMP -> timestampMs = field.readVarint();
        default -> field.skip(tag);
      }
    }
    samples.add(timestampMs, bits, 0);
  }

  /** The first byte of the item's message, in the request's array. */
  public int itemStart() {
    return itemStart;
  }

  /** The byte after the item's message. */
  public int itemEnd() {
    return itemEnd;
  }

  /** The array that {@link #labelsStart} and {@link #labelsEnd} point into. */
  public byte[] labelBytes() {
    return labelBytes;
  }

  /** The first byte of the series' labels, as {@link LabelCursor} reads them. */
  public int labelsStart() {
    return labelsStart;
  }

  /** The byte after the series' labels. */
  public int labelsEnd() {
    return labelsEnd;
  }

  /** The series' samples. */
  public SampleColumns samples() {
    return samples;
  }

  /** The series' native histograms, in the request's array. */
  public ByteRanges histograms() {
    return histograms;
  }

  /** The series' exemplars, in the request's array. */
  public ByteRanges exemplars() {
    return exemplars;
  }

  /** A request of its own with the one series in {@code bytes[from, to)}. */
  public static byte[] requestOf(byte[] bytes, int from, int to) {
    ProtoWriter request = new ProtoWriter(to - from + 8);
    request.writeField(TIMESERIES, bytes, from, to - from);
    return request.toByteArray();
  }

  /** The metadata that {@link #next} found. */
  public FamilyMetadata metadata() {
    return FamilyMetadata.readV1(bytes, itemStart, itemEnd);
  }
}
