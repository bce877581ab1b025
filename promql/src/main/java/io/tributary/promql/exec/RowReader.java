package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;

/**
 * Makes rows, in any order. Owns what buffers it needs. Threading: of one thread.
 *
 * <p>Reading a row twice makes it twice: who needs rows more than once keeps them.
 */
@FunctionalInterface
interface RowReader extends AutoCloseable {
  /** Fills {@code out}, whatever it held before, with row {@code i}. */
  void read(int i, Row out);

  /** Gives back what the reader holds. */
  @Override
  default void close() {}
}
