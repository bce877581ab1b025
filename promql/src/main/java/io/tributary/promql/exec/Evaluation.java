package io.tributary.promql.exec;

import io.tributary.promql.kernel.Notes;
import io.tributary.promql.kernel.TimeGrid;
import io.tributary.promql.source.Selection;
import io.tributary.promql.source.SeriesSet;
import io.tributary.promql.source.SeriesSource;
import io.tributary.promql.syntax.Matcher;
import java.util.List;

/**
 * What all operators of one running query share. Thread-safe.
 *
 * @param startMs the query's start: {@code start()}
 * @param endMs the query's end, which need not be on a step: {@code end()}
 */
record Evaluation(
    EngineOptions options,
    SeriesSource source,
    long startMs,
    long endMs,
    Notes notes,
    Budget budget) {

  /** The scope of the query itself. */
  Scope scope(TimeGrid grid) {
    return new Scope(this, grid);
  }

  /** The series that match, of which samples in the range will be read. */
  SeriesSet select(List<Matcher> matchers, long fromMs, long toMs) {
    SeriesSet found = source.select(new Selection(matchers, fromMs, toMs, budget::check));
    budget.select(found.size());
    return found;
  }

  /**
   * The instants from {@code startMs} to at most {@code endMs}.
   *
   * @throws QueryException where there are more than a query may hold samples
   */
  TimeGrid grid(long startMs, long endMs, long stepMs) {
    if (endMs > startMs) {
      budget.checkSteps((endMs - startMs) / stepMs + 1);
    }
    return TimeGrid.range(startMs, endMs, stepMs);
  }

  /** A failure of the query, for its author. */
  static QueryException failure(String message) {
    return new QueryException(QueryException.Kind.EXECUTION, message);
  }

  /** The failure of a vector in which two samples could not be told apart. */
  static QueryException duplicates() {
    return failure("vector cannot contain metrics with the same labelset");
  }
}
