package io.tributary.streams.window;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.remotewrite.HistogramReader;
import io.tributary.schemas.remotewrite.HistogramWriter;
import java.util.Arrays;

/** Native histograms as Remote Write 2.0 {@code Histogram} messages. Of one thread. */
public final class HistogramWire {
  private final HistogramReader reader = new HistogramReader();
  private final HistogramWriter writer = new HistogramWriter();

  /**
   * Reads a message.
   *
   * @throws io.tributary.schemas.remotewrite.WireFormatException where it is none
   */
  public Timed decode(byte[] message) {
    FloatHistogram histogram = reader.read(message, 0, message.length);
    return new Timed(reader.timestampMs(), reader.startTimestampMs(), histogram);
  }

  /** Writes a message. */
  public byte[] encode(long timestampMs, FloatHistogram histogram) {
    return writer.write(histogram, timestampMs, 0);
  }

  /** Whether two histograms are the same to the last bit. */
  public boolean same(FloatHistogram one, FloatHistogram other) {
    return Arrays.equals(writer.write(one, 0, 0), writer.write(other, 0, 0));
  }

  /** A histogram and when it was taken, in milliseconds since the epoch. */
  public record Timed(long timestampMs, long startMs, FloatHistogram histogram) {}
}
