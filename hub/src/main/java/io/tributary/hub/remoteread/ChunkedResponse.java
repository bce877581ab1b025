package io.tributary.hub.remoteread;

import com.google.protobuf.CodedOutputStream;
import io.tributary.schemas.labels.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/**
 * Chunks as they are stored, in frames that are sent as they are made:
 *
 * <pre>
 *   +------------------+-------------------------+------------------------------+
 *   | length, uvarint  | CRC-32C of data, u32be  | data: a ChunkedReadResponse  |  ...
 *   +------------------+-------------------------+------------------------------+
 *
 *   message ChunkedReadResponse { repeated ChunkedSeries chunked_series = 1; int64 query_index = 2; }
 *   message ChunkedSeries       { repeated Label labels = 1; repeated Chunk chunks = 2; }
 *   message Chunk               { int64 min_time_ms = 1; int64 max_time_ms = 2;
 *                                 Encoding type = 3; bytes data = 4; }
 * </pre>
 *
 * A frame holds one series, or as many of its chunks as fit: then the next frame has its labels
 * again. Prometheus: {@code storage/remote/chunked.go}.
 *
 * <p>Threading: of one request.
 */
public final class ChunkedResponse {
  /** As much as Prometheus puts into a frame; a client refuses one of more than 50 MB. */
  private static final int FRAME_BYTES = 1 << 20;

  private final OutputStream sink;
  private final CRC32C crc = new CRC32C();
  private final ByteArrayOutputStream labels = new ByteArrayOutputStream(256);
  private final ByteArrayOutputStream chunks = new ByteArrayOutputStream(4096);
  private int queryIndex;

  /** A response that is written there. */
  public ChunkedResponse(OutputStream sink) {
    this.sink = sink;
  }

  /** Begins the series that the next chunks are of. */
  public void startSeries(Labels of, int ofQuery) throws IOException {
    queryIndex = ofQuery;
    labels.reset();
    chunks.reset();
    CodedOutputStream out = CodedOutputStream.newInstance(labels);
    for (int i = 0; i < of.size(); i++) {
      out.writeTag(1, 2);
      out.writeUInt32NoTag(
          CodedOutputStream.computeStringSize(1, of.name(i))
              + CodedOutputStream.computeStringSize(2, of.value(i)));
      out.writeString(1, of.name(i));
      out.writeString(2, of.value(i));
    }
    out.flush();
  }

  /**
   * Adds a chunk to the series.
   *
   * @param type 1 of floats, 2 of histograms, 3 of histograms with float counts
   */
  public void chunk(long minMs, long maxMs, int type, byte[] data, int offset, int length)
      throws IOException {
    if (chunks.size() > 0 && labels.size() + chunks.size() + length > FRAME_BYTES) {
      frame();
    }
    CodedOutputStream out = CodedOutputStream.newInstance(chunks);
    out.writeTag(2, 2);
    out.writeUInt32NoTag(
        CodedOutputStream.computeInt64Size(1, minMs)
            + CodedOutputStream.computeInt64Size(2, maxMs)
            + CodedOutputStream.computeEnumSize(3, type)
            + CodedOutputStream.computeTagSize(4)
            + CodedOutputStream.computeUInt32SizeNoTag(length)
            + length);
    out.writeInt64(1, minMs);
    out.writeInt64(2, maxMs);
    out.writeEnum(3, type);
    out.writeTag(4, 2);
    out.writeUInt32NoTag(length);
    out.write(data, offset, length);
    out.flush();
  }

  /** Ends the series. One without chunks is not sent. */
  public void endSeries() throws IOException {
    if (chunks.size() > 0) {
      frame();
    }
  }

  private void frame() throws IOException {
    int series = labels.size() + chunks.size();
    ByteArrayOutputStream frame = new ByteArrayOutputStream(series + 32);
    CodedOutputStream out = CodedOutputStream.newInstance(frame);
    out.writeTag(1, 2);
    out.writeUInt32NoTag(series);
    out.writeRawBytes(labels.toByteArray());
    out.writeRawBytes(chunks.toByteArray());
    if (queryIndex != 0) {
      out.writeInt64(2, queryIndex);
    }
    out.flush();
    byte[] data = frame.toByteArray();
    crc.reset();
    crc.update(data);
    int sum = (int) crc.getValue();
    CodedOutputStream head = CodedOutputStream.newInstance(sink, 16);
    head.writeUInt32NoTag(data.length);
    for (int shift = 24; shift >= 0; shift -= 8) {
      head.write((byte) (sum >>> shift));
    }
    head.flush();
    sink.write(data);
    chunks.reset();
  }
}
