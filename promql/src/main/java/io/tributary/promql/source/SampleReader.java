package io.tributary.promql.source;

/**
 * Reads the samples of a {@link SeriesSet}'s series, in any order and as often as wanted. The usual
 * use is each series once, in order of their numbers, over the whole range of the selection.
 *
 * <p>Threading: of one thread.
 */
public interface SampleReader extends AutoCloseable {
  /**
   * Puts the samples of a series with {@code fromMs <= timestamp <= toMs} into {@code into}, in
   * place of what it holds: ascending by timestamp, no timestamp twice, staleness markers included
   * bit by bit.
   *
   * <p>Either the samples are appended to the columns' own buffers, or (a store that has them as
   * arrays anyway) the columns are pointed at the store's arrays, which nobody but the store may
   * write to and which stay as they are until the next read into the same columns.
   *
   * @throws IndexOutOfBoundsException where there is no such series
   */
  void read(int series, long fromMs, long toMs, SampleColumns into);

  /**
   * As {@link #read}, where the latest sample of the range is all that is wanted: more need not be
   * given.
   */
  default void readLatest(int series, long fromMs, long toMs, SampleColumns into) {
    read(series, fromMs, toMs, into);
  }

  /**
   * Where the store keeps summaries: fills {@code into} with that of the float samples with {@code
   * fromMs <= timestamp <= toMs}, without reading each. Worth having only where it is much cheaper
   * than {@link #read}, so a store answers false where the range holds few samples.
   *
   * @return false where it must be worked out from the samples: always, unless the store knows
   *     better, and whenever the range holds a native histogram or start timestamps
   */
  default boolean summarize(int series, long fromMs, long toMs, RangeSummary into) {
    return false;
  }

  /**
   * As {@link #summarize}, where the first and the last sample, their number and the resets are all
   * that is wanted: nothing else of the summary need be filled. As it is so little, a store may
   * well answer for short ranges too.
   */
  default boolean summarizeEnds(int series, long fromMs, long toMs, RangeSummary into) {
    return summarize(series, fromMs, toMs, into);
  }

  /** Gives back what the reader holds. */
  @Override
  default void close() {}
}
