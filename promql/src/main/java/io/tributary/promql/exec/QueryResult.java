package io.tributary.promql.exec;

import java.util.List;

/**
 * The answer to a query that did not fail.
 *
 * @param value what it evaluates to
 * @param annotations what the user should know about it, in the order found, no two the same
 * @param statistics what it cost
 */
public record QueryResult(Value value, List<Annotation> annotations, QueryStatistics statistics) {
  /** Copies the annotations. */
  public QueryResult {
    annotations = List.copyOf(annotations);
  }
}
