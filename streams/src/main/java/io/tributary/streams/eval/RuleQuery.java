package io.tributary.streams.eval;

import io.tributary.promql.exec.Value;

/** An expression, compiled for the windows of one task. Of one thread. */
interface RuleQuery {
  /**
   * Evaluates it.
   *
   * @throws io.tributary.promql.exec.QueryException where it can't be evaluated
   */
  Value at(long timestampMs);
}
