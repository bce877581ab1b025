package io.tributary.streams.window;

import io.tributary.schemas.histogram.FloatHistogram;

/** Native histograms as Remote Write 2.0 {@code Histogram} messages. */
public interface HistogramWire {
  /** Reads a message. */
  Timed decode(byte[] message);

  /** Writes a message. */
  byte[] encode(long timestampMs, FloatHistogram histogram);

  /** A histogram and when it was taken, in milliseconds since the epoch. */
  record Timed(long timestampMs, long startMs, FloatHistogram histogram) {}
}
