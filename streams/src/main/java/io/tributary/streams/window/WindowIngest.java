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
 * labels are read for a series not seen before.
 *
 * <p>Series with one float each, as records of live samples have them, are taken many at a time: in
 * order, but looked up together. Of one thread.
 */
public final class WindowIngest {
  private static final int BATCH = 256;

  private final Windows windows;
  private final HistogramWire histograms;
  private final boolean live;
  private final SampleRecordReader reader = new SampleRecordReader();
  private final IngestCounts counts;

  private final long[] highs = new long[BATCH];
  private final long[] lows = new long[BATCH];
  private final long[] timestamps = new long[BATCH];
  private final long[] valueBits = new long[BATCH];
  private final int[] starts = new int[BATCH];
  private final int[] ends = new int[BATCH];
  private final int[] places = new int[BATCH];
  private int gathered;

  /** Of what was fetched ahead of its use: what is kept must be fetched. */
  @SuppressWarnings("UnusedVariable") // that it is written is the point
  private int touched;

  /**
   * Puts into these windows.
   *
   * @param live whether samples come as they are written, so that those behind the watermark are
   *     late
   * @param counts of what becomes of them
   */
  public WindowIngest(
      Windows windows, HistogramWire histograms, boolean live, IngestCounts counts) {
    this.windows = windows;
    this.histograms = histograms;
    this.live = live;
    this.counts = counts;
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
    gathered = 0;
    windows.startTaking();
    reader.reset(record);
    try {
      while (reader.nextSamples()) {
        SampleColumns samples = reader.samples();
        counts.read += samples.size() + reader.histograms().size();
        if (samples.size() == 1 && reader.histograms().size() == 0) {
          gather(samples);
        } else {
          takeGatheredBefore();
          takeSeries(samples, reader.histograms());
        }
      }
    } finally {
      takeGathered();
    }
  }

  /** Leaves the reader at the series where it is. */
  private void takeGatheredBefore() {
    if (gathered > 0) {
      int start = reader.seriesStart();
      int end = reader.seriesEnd();
      takeGathered();
      reader.seek(start, end);
    }
  }

  private void gather(SampleColumns samples) {
    int n = gathered;
    Fingerprint fingerprint = reader.fingerprint();
    highs[n] = fingerprint.high();
    lows[n] = fingerprint.low();
    timestamps[n] = samples.timestampMs(0);
    valueBits[n] = samples.valueBits(0);
    starts[n] = reader.seriesStart();
    ends[n] = reader.seriesEnd();
    gathered = n + 1;
    if (gathered == BATCH) {
      takeGathered();
    }
  }

  private void takeGathered() {
    int n = gathered;
    gathered = 0;
    SelectedSeries held = windows.held();
    held.places(n, highs, lows, places);
    for (int i = 0; i < n; i++) {
      touched += places[i] < 0 ? 0 : held.at(places[i]).touch();
    }
    long lateBefore = counts.late;
    for (int i = 0; i < n; i++) {
      Series into = places[i] < 0 ? unusual(i) : held.at(places[i]);
      if (into == null) {
        counts.unselected++;
      } else {
        windows.take(into, timestamps[i], valueBits[i], counts);
        lateBefore = noteLate(into, timestamps[i], lateBefore);
      }
    }
  }

  /** The series of a gathered sample that is not selected or was not there, or null. */
  private @Nullable Series unusual(int i) {
    if (places[i] == SelectedSeries.UNSELECTED) {
      return null;
    }
    // The series may have come a few samples before: then this finds it.
    reader.seek(starts[i], ends[i]);
    return windows.resolve(new Fingerprint(highs[i], lows[i]), reader.labels());
  }

  private void takeSeries(SampleColumns samples, ByteRanges messages) {
    Series into = series(reader.fingerprint());
    if (into == null) {
      counts.unselected += samples.size() + messages.size();
      return;
    }
    long lateBefore = counts.late;
    for (int i = 0; i < samples.size(); i++) {
      windows.take(into, samples.timestampMs(i), samples.valueBits(i), counts);
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
    if (counts.late == lateBefore) {
      return lateBefore;
    }
    if (live) {
      windows.late(into, timestampMs);
    } else {
      counts.late = lateBefore;
    }
    return counts.late;
  }

  private @Nullable Series series(Fingerprint fingerprint) {
    SelectedSeries held = windows.held();
    int place = held.place(fingerprint.high(), fingerprint.low());
    if (place == SelectedSeries.UNKNOWN) {
      return windows.resolve(fingerprint, reader.labels());
    }
    return place == SelectedSeries.UNSELECTED ? null : held.at(place);
  }
}
