package io.tributary.streams.window;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.remotewrite.ByteRanges;
import io.tributary.schemas.remotewrite.SampleColumns;
import io.tributary.schemas.remotewrite.WireFormatException;
import io.tributary.schemas.sample.StalenessMarker;
import io.tributary.schemas.topic.SampleRecordReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts the samples of topic records into windows. A series that no rule selects costs one look-up;
 * labels are read for a series not seen before. Of one thread.
 */
public final class WindowIngest {
  private final Windows windows;
  private final HistogramWire histograms;
  private final boolean live;
  private final SampleRecordReader reader = new SampleRecordReader();
  private final IngestCounts counts = new IngestCounts();

  /**
   * Puts into these windows.
   *
   * @param live whether samples come as they are written, so that those behind the watermark are
   *     late
   */
  public WindowIngest(Windows windows, HistogramWire histograms, boolean live) {
    this.windows = windows;
    this.histograms = histograms;
    this.live = live;
  }

  /** What became of the samples so far. */
  public IngestCounts counts() {
    return counts;
  }

  /**
   * Takes the value of a record of {@code tributary.samples} that is no tick.
   *
   * @throws WireFormatException where it can't be read; the series before the fault are taken
   */
  public void take(byte[] record) {
    reader.reset(record);
    while (reader.next()) {
      takeSeries();
    }
  }

  private void takeSeries() {
    SampleColumns samples = reader.samples();
    ByteRanges messages = reader.histograms();
    int size = samples.size() + messages.size();
    counts.read += size;
    Series into = series(reader.fingerprint());
    if (into == null) {
      counts.unselected += size;
      return;
    }
    long lateBefore = counts.late;
    for (int i = 0; i < samples.size(); i++) {
      windows.add(into, samples.timestampMs(i), samples.value(i), counts);
      lateBefore = noteLate(into, samples.timestampMs(i), lateBefore);
    }
    for (int i = 0; i < messages.size(); i++) {
      takeHistogram(into, Arrays.copyOfRange(reader.bytes(), messages.start(i), messages.end(i)));
    }
  }

  private void takeHistogram(Series into, byte[] message) {
    HistogramWire.Timed timed;
    try {
      timed = histograms.decode(message);
    } catch (WireFormatException e) {
      counts.malformed++;
      return;
    }
    long lateBefore = counts.late;
    if (timed.histogram().isStale()) {
      windows.add(into, timed.timestampMs(), StalenessMarker.VALUE, counts);
    } else {
      windows.add(into, timed, message, counts);
    }
    noteLate(into, timed.timestampMs(), lateBefore);
  }

  private long noteLate(Series into, long timestampMs, long lateBefore) {
    if (live && counts.late > lateBefore) {
      windows.late(into, timestampMs);
    }
    return counts.late;
  }

  private @Nullable Series series(Fingerprint fingerprint) {
    int place = windows.place(fingerprint);
    if (place == SelectedSeries.UNKNOWN) {
      return windows.resolve(fingerprint, reader.labels());
    }
    return place == SelectedSeries.UNSELECTED ? null : windows.at(place);
  }
}
