package io.tributary.streams.window;

import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fills windows with what their log holds, once. Of one thread. */
final class WindowRestore implements WindowLog.Restorer {
  private final Windows windows;
  private final WindowLog log;
  private final HistogramWire histograms;
  private final Map<Integer, Series> byId = new HashMap<>();

  /** Those that no rule selects any more. */
  private final Set<Integer> useless = new HashSet<>();

  private final List<Stray> strays = new ArrayList<>();
  private final SampleBlock block = new SampleBlock();
  private final SampleColumns columns = new SampleColumns();

  /** A chunk of a series that is not kept in chunks any more. */
  private record Stray(int seriesId, long number) {}

  WindowRestore(Windows windows, WindowLog log, HistogramWire histograms) {
    this.windows = windows;
    this.log = log;
    this.histograms = histograms;
  }

  void run() {
    log.restore(this);
    useless.forEach(log::deleteSeries);
    strays.forEach(stray -> log.deleteChunk(stray.seriesId, stray.number));
  }

  @Override
  public void series(int id, byte[] encoded) {
    Labels labels = LabelsLayout.decode(encoded);
    Series restored = windows.restore(id, Fingerprint.of(labels), labels);
    if (restored == null) {
      useless.add(id);
    } else {
      byId.put(id, restored);
    }
  }

  @Override
  public void chunk(int seriesId, long number, byte[] chunk) {
    Series into = byId.get(seriesId);
    ChunkedSamples chunked = into == null ? null : into.chunks;
    if (chunked != null) {
      chunked.restore(number, chunk);
      return;
    }
    if (into != null) {
      columns.clear();
      ChunkLayout.readStored(chunk, columns);
      windows.addAgain(into, columns);
    }
    strays.add(new Stray(seriesId, number));
  }

  @Override
  public void block(AgeClass age, long sequence, byte[] bytes) {
    block.decode(bytes);
    windows.restored(age, sequence, block.latestMs());
    for (int i = 0; i < block.size(); i++) {
      Series into = byId.get(block.id(i));
      if (into == null) {
        continue;
      }
      byte[] message = block.histogram(i);
      if (message.length == 0) {
        windows.restore(into, age, block.timestampMs(i), block.valueBits(i));
      } else if (Arrays.equals(message, SampleBlock.HISTOGRAM_GONE)) {
        windows.restoreGone(into, age, block.timestampMs(i));
      } else {
        windows.restore(into, age, histograms.decode(message), message);
      }
    }
  }
}
