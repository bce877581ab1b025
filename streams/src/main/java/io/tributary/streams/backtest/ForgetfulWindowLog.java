package io.tributary.streams.backtest;

import io.tributary.streams.window.AgeClass;
import io.tributary.streams.window.WindowLog;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For an engine that is never restarted: keeps only the chunks, which windows ask for again. Of one
 * thread.
 */
final class ForgetfulWindowLog implements WindowLog {
  private final Map<Key, byte[]> chunks = new HashMap<>();

  private record Key(int seriesId, long number) {}

  @Override
  public void putSeries(int id, byte[] labels) {}

  @Override
  public void deleteSeries(int id) {}

  @Override
  public void putBlock(AgeClass age, long sequence, byte[] block) {}

  @Override
  public void deleteBlock(AgeClass age, long sequence) {}

  @Override
  public void putChunk(int seriesId, long number, byte[] chunk) {
    chunks.put(new Key(seriesId, number), chunk);
  }

  @Override
  public void deleteChunk(int seriesId, long number) {
    chunks.remove(new Key(seriesId, number));
  }

  @Override
  public byte @Nullable [] chunk(int seriesId, long number) {
    return chunks.get(new Key(seriesId, number));
  }

  @Override
  public void restore(Restorer restorer) {}
}
