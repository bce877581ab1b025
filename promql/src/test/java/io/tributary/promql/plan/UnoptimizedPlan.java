package io.tributary.promql.plan;

import io.tributary.promql.syntax.Expr;

/** A plan as no rule has touched it, for tests of other packages. */
public final class UnoptimizedPlan {
  private UnoptimizedPlan() {}

  /** As {@link Planner#plan}, without the rules. */
  public static Plan of(Expr expr, long stepMs, long rangeMs) {
    return new Lowering(stepMs, rangeMs).lower(expr);
  }
}
