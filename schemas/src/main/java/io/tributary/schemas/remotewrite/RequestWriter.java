package io.tributary.schemas.remotewrite;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a Remote Write 2.0 {@code io.prometheus.write.v2.Request}, optionally with the topics'
 * trailing fingerprints:
 *
 * <pre>
 *   symbols (field 4)* | series (field 5)* | series_fingerprints (field 1000)
 * </pre>
 *
 * <p>A series is written in the order of the calls: {@link #startSeries}, its label references, its
 * samples, histograms, exemplars and metadata, {@link #endSeries}. Buffers are reused from request
 * to request; an instance serves one thread.
 */
public final class RequestWriter {
  private static final int LABELS_REFS = 1 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int SAMPLE = 2 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int HISTOGRAM = 3 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int EXEMPLAR = 4 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int METADATA = 5 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int FIELD_1_DOUBLE = 1 << 3 | ProtoCursor.FIXED64;
  private static final int FIELD_2_DOUBLE = 2 << 3 | ProtoCursor.FIXED64;
  private static final int FIELD_1_VARINT = 1 << 3 | ProtoCursor.VARINT;
  private static final int FIELD_2_VARINT = 2 << 3 | ProtoCursor.VARINT;
  private static final int FIELD_3_VARINT = 3 << 3 | ProtoCursor.VARINT;
  private static final int FIELD_4_VARINT = 4 << 3 | ProtoCursor.VARINT;

  private final ProtoWriter symbols = new ProtoWriter(1 << 12);
  private final ProtoWriter series = new ProtoWriter(1 << 14);
  private final ProtoWriter body = new ProtoWriter(1 << 10);
  private final ProtoWriter message = new ProtoWriter(1 << 6);
  private final ProtoWriter fingerprints = new ProtoWriter(1 << 10);
  private final Map<String, Integer> refsByText = new HashMap<>();

  private int symbolCount;
  private int seriesCount;

  /** A writer of an empty request. */
  public RequestWriter() {
    reset();
  }

  /** Starts another request. */
  public void reset() {
    symbols.clear();
    series.clear();
    fingerprints.clear();
    refsByText.clear();
    symbolCount = 0;
    seriesCount = 0;
    addSymbol(new byte[0], 0, 0);
    refsByText.put("", 0);
  }

  /**
   * Adds a symbol without a look for an equal one: for a caller that knows which it has added.
   *
   * @return its reference
   */
  public int addSymbol(byte[] bytes, int from, int to) {
    symbols.writeField(RequestReader.SYMBOL, bytes, from, to - from);
    return symbolCount++;
  }

  /** The reference of a symbol, which is added if it is new. */
  public int symbol(String text) {
    Integer known = refsByText.get(text);
    if (known != null) {
      return known;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int ref = addSymbol(utf8, 0, utf8.length);
    refsByText.put(text, ref);
    return ref;
  }

  /** Starts a series with these labels and their fingerprint. */
  public void startSeries(Fingerprint fingerprint, Labels labels) {
    startSeries();
    fingerprint(fingerprint.high(), fingerprint.low());
    labels(labels);
  }

  /**
   * Starts a series without a fingerprint, as the published schema has it. Either all series of a
   * request have one or none has.
   */
  public void startSeries(Labels labels) {
    startSeries();
    labels(labels);
  }

  /**
   * Starts a series by its fingerprint's halves and its label references {@code refs[0, count)}.
   */
  public void startSeries(long fingerprintHigh, long fingerprintLow, int[] refs, int count) {
    startSeries();
    fingerprint(fingerprintHigh, fingerprintLow);
    labelRefs(refs, count);
  }

  /** Starts a series by its fingerprint and its label references {@code refs[0, count)}. */
  public void startSeries(Fingerprint fingerprint, int[] refs, int count) {
    startSeries(fingerprint.high(), fingerprint.low(), refs, count);
  }

  private void fingerprint(long high, long low) {
    fingerprints.writeFixed64BigEndian(high);
    fingerprints.writeFixed64BigEndian(low);
  }

  /** Starts a series without a fingerprint, whose label references are {@code refs[0, count)}. */
  public void startSeries(int[] refs, int count) {
    startSeries();
    labelRefs(refs, count);
  }

  private void startSeries() {
    body.clear();
  }

  private void labelRefs(int[] refs, int count) {
    body.writePacked(LABELS_REFS, refs, count);
  }

  private void labels(Labels labels) {
    message.clear();
    for (int i = 0; i < labels.size(); i++) {
      message.writeVarint(symbol(labels.name(i)));
      message.writeVarint(symbol(labels.value(i)));
    }
    body.writeField(LABELS_REFS, message);
  }

  /** Adds a sample; a start of 0 means unknown. */
  public void sample(long timestampMs, double value, long startTimestampMs) {
    sample(timestampMs, Double.doubleToRawLongBits(value), startTimestampMs);
  }

  /** Adds a sample by the bits of its value; a start of 0 means unknown. */
  public void sample(long timestampMs, long valueBits, long startTimestampMs) {
    int length = 9;
    if (timestampMs != 0) {
      length += 1 + ProtoWriter.varintSize(timestampMs);
    }
    if (startTimestampMs != 0) {
      length += 1 + ProtoWriter.varintSize(startTimestampMs);
    }
    body.writeByte(SAMPLE);
    body.writeByte(length);
    body.writeByte(FIELD_1_DOUBLE);
    body.writeFixed64(valueBits);
    if (timestampMs != 0) {
      body.writeByte(FIELD_2_VARINT);
      body.writeVarint(timestampMs);
    }
    if (startTimestampMs != 0) {
      body.writeByte(FIELD_3_VARINT);
      body.writeVarint(startTimestampMs);
    }
  }

  /** Adds a native histogram: the bytes of its message, which both versions share. */
  public void histogram(byte[] bytes, int from, int to) {
    body.writeField(HISTOGRAM, bytes, from, to - from);
  }

  /** Adds an exemplar with label references {@code refs[0, count)}. */
  public void exemplar(int[] refs, int count, long timestampMs, long valueBits) {
    message.clear();
    if (count > 0) {
      message.writePacked(LABELS_REFS, refs, count);
    }
    message.writeByte(FIELD_2_DOUBLE);
    message.writeFixed64(valueBits);
    if (timestampMs != 0) {
      message.writeByte(FIELD_3_VARINT);
      message.writeVarint(timestampMs);
    }
    body.writeField(EXEMPLAR, message);
  }

  /** Adds what the metric is; references of 0 mean none. */
  public void metadata(MetricType type, int helpRef, int unitRef) {
    message.clear();
    metadataField(FIELD_1_VARINT, type.number());
    metadataField(FIELD_3_VARINT, helpRef);
    metadataField(FIELD_4_VARINT, unitRef);
    body.writeField(METADATA, message);
  }

  private void metadataField(int tag, int value) {
    if (value != 0) {
      message.writeByte(tag);
      message.writeVarint(value);
    }
  }

  /** Ends the series. */
  public void endSeries() {
    series.writeField(RequestReader.TIMESERIES, body);
    seriesCount++;
  }

  /** How many series have been ended. */
  public int seriesCount() {
    return seriesCount;
  }

  /** How many bytes the request has so far, with the series that is being written. */
  public int size() {
    return symbols.size() + series.size() + body.size() + fingerprints.size() + 16;
  }

  /** The request as an array of its own. The writer can go on only after {@link #reset}. */
  public byte[] toByteArray() {
    int trailer =
        fingerprints.size() == 0
            ? 0
            : 2 + ProtoWriter.varintSize(fingerprints.size()) + fingerprints.size();
    if (trailer != 0 && fingerprints.size() != seriesCount * Fingerprint.BYTES) {
      throw new IllegalStateException(
          fingerprints.size() + " bytes of fingerprints for " + seriesCount + " series");
    }
    int head = symbols.size() + series.size();
    byte[] request = Arrays.copyOf(symbols.array(), head + trailer);
    System.arraycopy(series.array(), 0, request, symbols.size(), series.size());
    if (trailer != 0) {
      message.clear();
      message.writeField(RequestReader.FINGERPRINTS, fingerprints);
      System.arraycopy(message.array(), 0, request, head, trailer);
    }
    return request;
  }
}
