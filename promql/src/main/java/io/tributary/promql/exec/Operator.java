package io.tributary.promql.exec;

import java.util.List;

/**
 * A step of a plan that can be run: rows of its result, made from rows of its inputs.
 *
 * <p>An operator outlives evaluations: what depends on series only (groups, join sides, result
 * labels) it keeps while it is given the same tables; what depends on data is the evaluation's.
 *
 * <p>Threading: {@link #series} is called by the evaluation's own thread, and before {@link #open}
 * and the readers, which may be used by several threads, each with a reader of its own.
 */
interface Operator {
  /** The series that there may be, in the order of their rows; some may turn out to be empty. */
  SeriesTable series(Scope scope);

  /** A reader for the calling thread. */
  RowReader open(Scope scope);

  /** The operators that it reads from. */
  List<Operator> inputs();

  /** One line for {@code EXPLAIN}. */
  String describe();
}
