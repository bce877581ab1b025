package io.tributary.streams.window;

import io.tributary.schemas.remotewrite.ByteRanges;
import io.tributary.schemas.remotewrite.SampleColumns;
import io.tributary.schemas.topic.SampleRecordReader;
import java.util.Arrays;

/**
 * Puts recorded samples in the place of those that windows have of the same series and times. Of
 * one thread.
 */
public final class CorrectedSamples {
  private final Windows windows;
  private final HistogramWire histograms;
  private final SampleRecordReader reader = new SampleRecordReader();

  public CorrectedSamples(Windows windows, HistogramWire histograms) {
    this.windows = windows;
    this.histograms = histograms;
  }

  /**
   * Takes the value of a record of {@code tributary.recorded}.
   *
   * @param late whether instants that have been evaluated looked at what was there before
   * @throws io.tributary.schemas.remotewrite.WireFormatException where it can't be read; the series
   *     before the fault are taken
   */
  public void take(byte[] record, boolean late) {
    reader.reset(record);
    while (reader.next()) {
      Series into = windows.resolve(reader.fingerprint(), reader.labels());
      if (into != null) {
        take(into, late);
      }
    }
  }

  private void take(Series into, boolean late) {
    SampleColumns samples = reader.samples();
    for (int i = 0; i < samples.size(); i++) {
      windows.put(into, samples.timestampMs(i), samples.value(i));
      note(into, samples.timestampMs(i), late);
    }
    ByteRanges messages = reader.histograms();
    for (int i = 0; i < messages.size(); i++) {
      byte[] message = Arrays.copyOfRange(reader.bytes(), messages.start(i), messages.end(i));
      HistogramWire.Timed timed = histograms.decode(message);
      windows.put(into, timed, message);
      note(into, timed.timestampMs(), late);
    }
  }

  private void note(Series into, long timestampMs, boolean late) {
    if (late) {
      windows.late(into, timestampMs);
    }
  }
}
