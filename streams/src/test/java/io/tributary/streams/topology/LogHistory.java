package io.tributary.streams.topology;

import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.streams.window.RecordFilter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log of one partition in memory, read back at once or when the test says so. */
final class LogHistory implements History {
  private final List<byte[]> records = new ArrayList<>();
  private boolean held;
  private int openings;

  /** Appends a record and returns its offset. */
  long append(byte[] value) {
    long offset = records.size();
    records.add(value);
    return offset;
  }

  /** Readings give nothing until {@link #release}. */
  void hold() {
    held = true;
  }

  void release() {
    held = false;
  }

  /** How often the log was read back. */
  int openings() {
    return openings;
  }

  @Override
  public Reading open(Wanted wanted) {
    openings++;
    long until = wanted.untilOffsets().getOrDefault(0, 0L);
    RecordFilter filter = new RecordFilter(wanted.series(), 100);
    Deque<byte[]> selected = new ArrayDeque<>();
    for (byte[] record : records.subList(0, (int) Math.min(until, records.size()))) {
      byte[] kept = SampleRecordReader.isTick(record) ? null : filter.filter(record);
      if (kept != null) {
        selected.add(kept);
      }
    }
    return new Reading() {
      @Override
      public byte @Nullable [] poll() {
        return held ? null : selected.poll();
      }

      @Override
      public boolean finished() {
        return !held && selected.isEmpty();
      }

      @Override
      public double progress() {
        return finished() ? 1 : 0;
      }

      @Override
      public void close() {
        selected.clear();
      }
    };
  }
}
