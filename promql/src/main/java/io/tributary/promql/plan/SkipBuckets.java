package io.tributary.promql.plan;

import io.tributary.promql.syntax.BinaryOp;

/**
 * Leaves out the buckets of native histograms where only their count and sum are asked for.
 *
 * <pre>
 * before   Apply(histogram_count, OverTime(rate, Window h))
 * after    Apply(histogram_count, OverTime(rate, Window h without buckets))
 * </pre>
 *
 * <p>Counter resets that only buckets show are found when the histograms are read, each compared to
 * the one before it. That is not possible for what a subquery makes, so all below it keeps its
 * buckets; so does what is trimmed or compared by its buckets.
 */
final class SkipBuckets implements Rule {
  @Override
  public Plan apply(Plan plan) {
    return visit(plan, false);
  }

  private static Plan visit(Plan plan, boolean bucketless) {
    return switch (plan) {
      case Plan.Select select when bucketless ->
          new Plan.Select(select.selector().withoutBuckets(), select.field(), select.position());
      case Plan.Window window when bucketless ->
          new Plan.Window(window.selector().withoutBuckets(), window.rangeMs(), window.position());
      case Plan.Subquery _ -> plan.mapChildren(child -> visit(child, false));
      case Plan.Apply apply -> {
        boolean below = below(apply, bucketless);
        yield plan.mapChildren(child -> visit(child, below));
      }
      case Plan.Binary binary -> {
        boolean below = bucketless && !needsBuckets(binary.op());
        yield plan.mapChildren(child -> visit(child, below));
      }
      case Plan.Literal _,
          Plan.Text _,
          Plan.Time _,
          Plan.Select _,
          Plan.Window _,
          Plan.OverTime _,
          Plan.Negate _,
          Plan.Aggregation _,
          Plan.Constant _,
          Plan.Shared _ ->
          plan.mapChildren(child -> visit(child, bucketless));
    };
  }

  private static boolean below(Plan.Apply apply, boolean bucketless) {
    return switch (apply.function()) {
      case HISTOGRAM_COUNT, HISTOGRAM_SUM, HISTOGRAM_AVG -> true;
      case HISTOGRAM_QUANTILE,
          HISTOGRAM_QUANTILES,
          HISTOGRAM_FRACTION,
          HISTOGRAM_STDDEV,
          HISTOGRAM_STDVAR ->
          false;
      default -> bucketless;
    };
  }

  private static boolean needsBuckets(BinaryOp op) {
    return op.kind() == BinaryOp.Kind.TRIM || op.isComparison();
  }
}
