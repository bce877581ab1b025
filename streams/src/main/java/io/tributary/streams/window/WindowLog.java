package io.tributary.streams.window;

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

  /** All series, in any order, then all blocks, each class in order of sequences. */
  void restore(Restorer restorer);

  /** Takes what is in the log. */
  interface Restorer {
    void series(int id, byte[] labels);

    void block(AgeClass age, long sequence, byte[] block);
  }
}
