package io.tributary.streams.eval;

import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.plan.Plan;
import io.tributary.promql.plan.Planner;
import io.tributary.promql.plan.Selector;
import io.tributary.promql.plan.Shift;
import io.tributary.promql.syntax.At;
import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.RangeEdges;
import io.tributary.streams.window.Subscription;
import java.util.ArrayList;
import java.util.List;

/** Works out which series an expression looks at, and how far back of the instant it may look. */
final class Extents {
  /** What is kept for a selector that looks at a fixed time: that may be any time ago. */
  static final long FIXED_TIME_MS = 30L * 86_400_000;

  private final long lookbackMs;
  private final long defaultStepMs;
  private final List<Subscription> found = new ArrayList<>();

  private Extents(EngineOptions options) {
    lookbackMs = options.lookback().toMillis();
    defaultStepMs = options.defaultSubqueryStep().toMillis();
  }

  /** The subscriptions of an expression that is evaluated {@code offsetMs} before the instant. */
  static List<Subscription> of(Expr expr, EngineOptions options, long offsetMs) {
    Extents extents = new Extents(options);
    extents.visit(Planner.plan(expr, 0, 0), offsetMs, offsetMs);
    return extents.found;
  }

  /** Visits what is evaluated for instants from {@code backMs} to {@code nearMs} before. */
  private void visit(Plan plan, long backMs, long nearMs) {
    switch (plan) {
      case Plan.Select select -> add(select.selector(), backMs + lookbackMs, nearMs);
      case Plan.Window window -> add(window.selector(), backMs + window.rangeMs(), nearMs);
      case Plan.Subquery subquery -> {
        long stepMs = subquery.stepMs() == 0 ? defaultStepMs : subquery.stepMs();
        visit(
            subquery.input(),
            shifted(subquery.shift(), backMs + subquery.rangeMs() + stepMs, FIXED_TIME_MS),
            shifted(subquery.shift(), nearMs, 0));
      }
      case Plan.Literal _,
          Plan.Text _,
          Plan.Time _,
          Plan.OverTime _,
          Plan.Apply _,
          Plan.Negate _,
          Plan.Aggregation _,
          Plan.Binary _,
          Plan.Constant _,
          Plan.Shared _ ->
          plan.children().forEach(child -> visit(child, backMs, nearMs));
    }
  }

  private void add(Selector selector, long backMs, long nearMs) {
    // At the edges of an anchored or smoothed range the samples around it count too.
    long aroundMs = selector.edges() == RangeEdges.PLAIN ? 0 : lookbackMs;
    long retentionMs = shifted(selector.shift(), backMs + aroundMs, FIXED_TIME_MS);
    found.add(
        new Subscription(
            selector.matchers(),
            Math.max(1, retentionMs),
            shifted(selector.shift(), nearMs - aroundMs, 0)));
  }

  private static long shifted(Shift shift, long beforeMs, long ofFixedTimeMs) {
    return switch (shift.at()) {
      case At.Timestamp _ -> ofFixedTimeMs;
      case null -> beforeMs + shift.offsetMs();
      case At.Start _, At.End _ -> beforeMs + shift.offsetMs();
    };
  }
}
