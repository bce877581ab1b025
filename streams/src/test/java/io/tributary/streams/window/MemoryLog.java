package io.tributary.streams.window;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A log in memory, to look into and to restart from. */
final class MemoryLog implements WindowLog {
  final Map<Integer, byte[]> series = new TreeMap<>();
  final Map<AgeClass, TreeMap<Long, byte[]>> blocks = new EnumMap<>(AgeClass.class);
  final Map<Integer, TreeMap<Long, byte[]>> chunks = new TreeMap<>();

  /** How often a chunk was read back. */
  int reads;

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
  public void putChunk(int seriesId, long number, byte[] chunk) {
    chunks.computeIfAbsent(seriesId, id -> new TreeMap<>()).put(number, chunk);
  }

  @Override
  public void deleteChunk(int seriesId, long number) {
    chunks.getOrDefault(seriesId, new TreeMap<>()).remove(number);
  }

  @Override
  public byte @Nullable [] chunk(int seriesId, long number) {
    reads++;
    return chunks.getOrDefault(seriesId, new TreeMap<>()).get(number);
  }

  @Override
  public void restore(Restorer restorer) {
    series.forEach(restorer::series);
    chunks.forEach((id, byNumber) -> byNumber.forEach((n, c) -> restorer.chunk(id, n, c)));
    blocks.forEach((age, bySequence) -> bySequence.forEach((n, b) -> restorer.block(age, n, b)));
  }

  int chunkCount() {
    return chunks.values().stream().mapToInt(TreeMap::size).sum();
  }

  int blockCount() {
    return blocks.values().stream().mapToInt(TreeMap::size).sum();
  }
}
