package io.tributary.streams.window;

import io.tributary.schemas.histogram.FloatHistogram;

/** For tests without native histograms. */
final class NoHistograms implements HistogramWire {
  @Override
  public Timed decode(byte[] message) {
    throw new AssertionError("no histogram is there to decode");
  }

  @Override
  public byte[] encode(long timestampMs, FloatHistogram histogram) {
    throw new AssertionError("no histogram is there to encode");
  }
}
