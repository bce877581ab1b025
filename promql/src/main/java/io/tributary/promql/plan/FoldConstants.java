package io.tributary.promql.plan;

import io.tributary.promql.kernel.FloatOperators;
import io.tributary.promql.syntax.ValueType;

/**
 * Computes what depends on numbers only.
 *
 * <pre>
 * before   Binary(*, Literal 60, Binary(+, Literal 2, Literal 3))
 * after    Literal 300
 *
 * before   Negate(Literal 1)
 * after    Literal -1
 * </pre>
 */
final class FoldConstants implements Rule {
  @Override
  public Plan apply(Plan plan) {
    Plan folded = plan.mapChildren(this::apply);
    return switch (folded) {
      case Plan.Negate n when n.input() instanceof Plan.Literal x ->
          new Plan.Literal(-x.value(), n.position());
      case Plan.Binary b
          when b.type() == ValueType.SCALAR
              && b.left() instanceof Plan.Literal x
              && b.right() instanceof Plan.Literal y ->
          new Plan.Literal(
              FloatOperators.scalar(b.op()).applyAsDouble(x.value(), y.value()), b.position());
      default -> folded;
    };
  }
}
