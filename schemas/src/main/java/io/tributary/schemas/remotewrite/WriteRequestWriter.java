package io.tributary.schemas.remotewrite;

import io.tributary.schemas.labels.Labels;

/**
 * Writes a Remote Write 1.0 {@code prometheus.WriteRequest}. A series is written in the order of
 * the calls: {@link #startSeries}, samples, histograms and exemplars, {@link #endSeries}. Buffers
 * are reused from request to request; an instance serves one thread.
 */
public final class WriteRequestWriter {
  private static final int TIMESERIES = 1 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int METADATA = 3 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int FIELD_1 = 1 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int FIELD_2 = 2 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int FIELD_1_DOUBLE = 1 << 3 | ProtoCursor.FIXED64;
  private static final int FIELD_2_DOUBLE = 2 << 3 | ProtoCursor.FIXED64;
  private static final int FIELD_2_VARINT = 2 << 3 | ProtoCursor.VARINT;
  private static final int FIELD_3_VARINT = 3 << 3 | ProtoCursor.VARINT;
  private static final int EXEMPLAR = 3 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int HISTOGRAM = 4 << 3 | ProtoCursor.LENGTH_DELIMITED;

  private final ProtoWriter request = new ProtoWriter(1 << 14);
  private final ProtoWriter body = new ProtoWriter(1 << 10);
  private final ProtoWriter message = new ProtoWriter(1 << 8);
  private final ProtoWriter label = new ProtoWriter(1 << 8);

  /** Starts another request. */
  public void reset() {
    request.clear();
  }

  /** Starts a series with these labels. */
  public void startSeries(Labels labels) {
    body.clear();
    labels(body, labels);
  }

  /** Starts a series with labels that are encoded already, as {@link #encodeLabels} does. */
  public void startSeries(byte[] encodedLabels) {
    body.clear();
    body.write(encodedLabels, 0, encodedLabels.length);
  }

  /** The labels' fields: what a sender of the same series in request after request may keep. */
  public byte[] encodeLabels(Labels labels) {
    message.clear();
    labels(message, labels);
    return message.toByteArray();
  }

  private void labels(ProtoWriter out, Labels labels) {
    for (int i = 0; i < labels.size(); i++) {
      label.clear();
      label.writeField(FIELD_1, labels.name(i));
      label.writeField(FIELD_2, labels.value(i));
      out.writeField(FIELD_1, label);
    }
  }

  /** Adds a sample. */
  public void sample(long timestampMs, double value) {
    sample(timestampMs, Double.doubleToRawLongBits(value));
  }

  /** Adds a sample by the bits of its value. */
  public void sample(long timestampMs, long valueBits) {
    body.writeByte(FIELD_2);
    body.writeByte(9 + (timestampMs == 0 ? 0 : 1 + ProtoWriter.varintSize(timestampMs)));
    body.writeByte(FIELD_1_DOUBLE);
    body.writeFixed64(valueBits);
    if (timestampMs != 0) {
      body.writeByte(FIELD_2_VARINT);
      body.writeVarint(timestampMs);
    }
  }

  /** Adds a native histogram: the bytes of its message, which both versions share. */
  public void histogram(byte[] bytes, int from, int to) {
    body.writeField(HISTOGRAM, bytes, from, to - from);
  }

  /** Adds an exemplar. */
  public void exemplar(Labels labels, long timestampMs, long valueBits) {
    message.clear();
    labels(message, labels);
    message.writeByte(FIELD_2_DOUBLE);
    message.writeFixed64(valueBits);
    if (timestampMs != 0) {
      message.writeByte(FIELD_3_VARINT);
      message.writeVarint(timestampMs);
    }
    body.writeField(EXEMPLAR, message);
  }

  /** Ends the series. */
  public void endSeries() {
    request.writeField(TIMESERIES, body);
  }

  /** Adds what a metric family is. */
  public void metadata(FamilyMetadata metadata) {
    message.clear();
    metadata.writeV1(message);
    request.writeField(METADATA, message);
  }

  /** How many bytes the request has so far, without the series that is being written. */
  public int size() {
    return request.size();
  }

  /** The request as an array of its own. */
  public byte[] toByteArray() {
    return request.toByteArray();
  }
}
