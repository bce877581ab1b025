package io.tributary.streams.window;

import org.jspecify.annotations.Nullable;

/** Where windows are written through to, and read from after a restart. */
public interface WindowLog {
  /** A series that is new; {@code labels} in {@link LabelsLayout}. */
  void putSeries(int id, byte[] labels);

  void deleteSeries(int id);

  /**
   * Samples in {@link SampleBlock}'s layout.
   *
   * @param age the block's {@link AgeClass}
   * @param sequence one more than that of the block written before
   */
  void putBlock(AgeClass age, long sequence, byte[] block);

  void deleteBlock(AgeClass age, long sequence);

  /** Samples of a series in {@link ChunkLayout}, in place of what is there of this number. */
  void putChunk(int seriesId, long number, byte[] chunk);

  void deleteChunk(int seriesId, long number);

  /** What was put there, or null. */
  byte @Nullable [] chunk(int seriesId, long number);

  /**
   * All series, in any order, then all chunks, those of a series in order of their numbers, then
   * all blocks, each class in order of sequences.
   */
  void restore(Restorer restorer);

  /** Takes what is in the log. */
  interface Restorer {
    void series(int id, byte[] labels);

    void chunk(int seriesId, long number, byte[] chunk);

    void block(AgeClass age, long sequence, byte[] block);
  }
}
