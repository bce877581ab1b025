package io.tributary.promql.plan;

import io.tributary.promql.syntax.Expr;
import java.util.List;

/** Makes plans. */
public final class Planner {
  private static final List<Rule> RULES =
      List.of(
          new FoldConstants(),
          new NormalizeMatchers(),
          new SkipBuckets(),
          new HoistConstants(),
          new ShareCommon());

  private Planner() {}

  /**
   * The optimized plan of an expression.
   *
   * @param stepMs the query's step, 0 for an instant query: {@code step()} in durations
   * @param rangeMs from the query's start to its end, 0 for an instant query
   * @throws PlanException where the expression cannot be run
   */
  public static Plan plan(Expr expr, long stepMs, long rangeMs) {
    Plan plan = new Lowering(stepMs, rangeMs).lower(expr);
    for (Rule rule : RULES) {
      plan = rule.apply(plan);
    }
    return plan;
  }
}
