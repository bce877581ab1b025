package io.tributary.streams.topology;

import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.streams.window.RecordFilter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A log in memory, read back at once or when the test says so. */
final class LogHistory implements History {
  private final Map<Integer, List<byte[]>> byPartition = new TreeMap<>();
  private final List<Entry> recorded = new ArrayList<>();
  private final Map<String, AlertRecord> alerts = new TreeMap<>();
  private boolean held;
  private int openings;

  /** Appends a record and returns its offset. */
  long append(int partition, byte[] value) {
    List<byte[]> records = byPartition.computeIfAbsent(partition, p -> new ArrayList<>());
    long offset = records.size();
    records.add(value);
    return offset;
  }

  /** {@code tributary.recorded} has this record. */
  void recorded(byte[] value, boolean correction) {
    recorded.add(new Entry(value, correction));
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

  /** {@code tributary.alerts} has this alert. */
  void alert(String key, AlertRecord alert) {
    alerts.put(key, alert);
  }

  @Override
  public Map<String, AlertRecord> alerts(String task) {
    return Map.copyOf(alerts);
  }

  @Override
  public Reading open(Wanted wanted) {
    openings++;
    RecordFilter filter = new RecordFilter(wanted.series(), 100);
    Deque<Entry> selected = new ArrayDeque<>();
    wanted
        .untilOffsets()
        .forEach(
            (partition, until) -> {
              List<byte[]> records = byPartition.getOrDefault(partition, List.of());
              for (byte[] record : records.subList(0, (int) Math.min(until, records.size()))) {
                byte[] kept = SampleRecordReader.isTick(record) ? null : filter.filter(record);
                if (kept != null) {
                  selected.add(new Entry(kept, false));
                }
              }
            });
    for (Entry entry : recorded) {
      byte[] kept = filter.filter(entry.value());
      if (kept != null) {
        selected.add(new Entry(kept, entry.isCorrection()));
      }
    }
    return new Reading() {
      @Override
      public @Nullable Entry poll() {
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
