package io.tributary.promql.exec;

import io.tributary.promql.kernel.WindowShape;
import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.source.SampleColumns;
import java.util.List;

/** Where a function of range vectors has its samples from. Threading as {@link Operator}. */
interface RangeInput {
  /** The series. */
  SeriesTable series(Scope scope);

  /** Where the windows lie on the scope's grid. */
  WindowShape shape(Scope scope);

  /** A reader for the calling thread. */
  Reader open(Scope scope);

  /** The operators that it reads from. */
  List<Operator> inputs();

  /** One line for {@code EXPLAIN}. */
  String describe();

  /** Reads whole series. Threading: of one thread. */
  @FunctionalInterface
  interface Reader extends AutoCloseable {
    /** All samples of series {@code i} that any window needs, in place of what is there. */
    void read(int i, SampleColumns into);

    /** The summary of series {@code i} in the only window, where the store has one. */
    default boolean summarize(int i, RangeSummary into) {
      return false;
    }

    /** The same where its ends and resets are all that is wanted. */
    default boolean summarizeEnds(int i, RangeSummary into) {
      return false;
    }

    /** Gives back what the reader holds. */
    @Override
    default void close() {}
  }
}
