package io.tributary.hub.remoteread;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.HistogramWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * All samples, in one message, which has to be in memory since it is compressed as a whole:
 *
 * <pre>
 *   message ReadResponse { repeated QueryResult results = 1; }
 *   message QueryResult  { repeated TimeSeries timeseries = 1; }
 *   message TimeSeries   { repeated Label labels = 1; repeated Sample samples = 2;
 *                          repeated Histogram histograms = 4; }
 * </pre>
 *
 * <p>Threading: of one request.
 */
public final class SampledResponse {
  private final int maxBytes;
  private final HistogramWriter histograms = new HistogramWriter();
  private final Message response = new Message();
  private final Message result = new Message();
  private final Message series = new Message();
  private final Message part = new Message();

  /** An empty response that will not grow over so many bytes. */
  public SampledResponse(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Adds a series to the result of the query that is answered now. */
  public void add(Labels labels, SampleColumns samples) throws IOException {
    series.clear();
    for (int i = 0; i < labels.size(); i++) {
      part.clear();
      part.out.writeString(1, labels.name(i));
      part.out.writeString(2, labels.value(i));
      series.add(1, part);
    }
    for (int i = samples.from; i < samples.to; i++) {
      part.clear();
      part.out.writeDouble(1, samples.values[i]);
      part.out.writeInt64(2, samples.timestamps[i]);
      series.add(2, part);
    }
    for (int i = 0; i < samples.histogramCount; i++) {
      byte[] bytes = histograms.write(samples.histograms[i], samples.histogramTimestamps[i], 0);
      series.out.writeByteArray(4, bytes);
    }
    result.add(1, series);
    checkSize();
  }

  /** Ends a query's result; the next series are the next query's. */
  public void endQuery() throws IOException {
    response.add(1, result);
    result.clear();
    checkSize();
  }

  private void checkSize() throws IOException {
    long bytes = (long) result.size() + response.size();
    if (bytes > maxBytes) {
      throw new ReadLimitException(
          "the answer has more than "
              + maxBytes
              + " bytes: ask for less, or accept STREAMED_XOR_CHUNKS");
    }
  }

  /** The message. */
  public byte[] toByteArray() throws IOException {
    response.out.flush();
    return response.bytes.toByteArray();
  }

  /** A message that is being written. */
  private static final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private CodedOutputStream out = CodedOutputStream.newInstance(bytes, 256);

    void clear() throws IOException {
      out.flush();
      bytes.reset();
      out = CodedOutputStream.newInstance(bytes, 256);
    }

    void add(int field, Message inner) throws IOException {
      inner.out.flush();
      out.writeBytes(field, ByteString.copyFrom(inner.bytes.toByteArray()));
    }

    int size() throws IOException {
      out.flush();
      return bytes.size();
    }
  }
}
