package io.tributary.streams.window;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** A log in memory, to look into and to restart from. */
final class MemoryLog implements WindowLog {
  final Map<Integer, byte[]> series = new TreeMap<>();
  final Map<AgeClass, TreeMap<Long, byte[]>> blocks = new EnumMap<>(AgeClass.class);

  @Override
  public void putSeries(int id, byte[] labels) {
    series.put(id, labels);
  }

  @Override
  public void deleteSeries(int id) {
    series.remove(id);
  }

  @Override
  public void putBlock(AgeClass age, long sequence, byte[] block) {
    blocks.computeIfAbsent(age, a -> new TreeMap<>()).put(sequence, block);
  }

  @Override
  public void deleteBlock(AgeClass age, long sequence) {
    blocks.getOrDefault(age, new TreeMap<>()).remove(sequence);
  }

  @Override
  public void restore(Restorer restorer) {
    series.forEach(restorer::series);
    blocks.forEach((age, bySequence) -> bySequence.forEach((n, b) -> restorer.block(age, n, b)));
  }

  int blockCount() {
    return blocks.values().stream().mapToInt(TreeMap::size).sum();
  }
}
