package io.tributary.promql.kernel;

/**
 * Brings the rows of a group together, step by step. Reused for the next group. Threading: of one
 * thread.
 */
public abstract class Accumulator {
  /** Starts a group of at most so many rows. */
  public abstract void start(int rows);

  /**
   * Adds a row; it is the reader's and will change.
   *
   * @param metricName the row's, for notes
   */
  public abstract void add(Row row, String metricName);

  /** Puts the results into {@code out}, whatever it held. */
  public abstract void finish(Row out);
}
