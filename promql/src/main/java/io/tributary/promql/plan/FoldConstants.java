package io.tributary.promql.plan;

import io.tributary.promql.kernel.FloatOperators;
import io.tributary.promql.syntax.ValueType;

/**
 * Computes what depends on numbers only.
 *
 * <pre>
 * before   Binary(*, Number 60, Binary(+, Number 2, Number 3))
 * after    Number 300
 *
 * before   Negate(Number 1)
 * after    Number -1
 * </pre>
 */
final class FoldConstants implements Rule {
  @Override
  public Plan apply(Plan plan) {
    Plan folded = plan.mapChildren(this::apply);
    return switch (folded) {
      case Plan.Negate n when n.input() instanceof Plan.Number x ->
          new Plan.Number(-x.value(), n.position());
      case Plan.Binary b
          when b.type() == ValueType.SCALAR
              && b.left() instanceof Plan.Number x
              && b.right() instanceof Plan.Number y ->
          new Plan.Number(
              FloatOperators.scalar(b.op()).applyAsDouble(x.value(), y.value()), b.position());
      default -> folded;
    };
  }
}
