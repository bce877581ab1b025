package io.tributary.promql.plan;

import io.tributary.promql.syntax.Function;
import io.tributary.promql.syntax.ValueType;
import java.util.EnumSet;
import java.util.Set;

/**
 * Evaluates once what is the same at every step because all its selectors have a fixed time.
 *
 * <pre>
 * before   Aggregation(sum, Select x @ 100)
 * after    Constant(Aggregation(sum, Select x @ 100))
 *
 * before   Binary(/, Select x, Aggregation(sum, Select x @ 100))
 * after    Binary(/, Select x, Constant(Aggregation(sum, Select x @ 100)))
 * </pre>
 */
final class HoistConstants implements Rule {
  /** What they give depends on the step although their arguments do not. */
  private static final Set<Function> OF_THE_STEP =
      EnumSet.of(
          Function.DAYS_IN_MONTH,
          Function.DAY_OF_MONTH,
          Function.DAY_OF_WEEK,
          Function.DAY_OF_YEAR,
          Function.HOUR,
          Function.MINUTE,
          Function.MONTH,
          Function.YEAR,
          Function.PREDICT_LINEAR,
          Function.TIMESTAMP);

  @Override
  public Plan apply(Plan plan) {
    return isConstant(plan) ? wrapped(plan) : plan.mapChildren(this::apply);
  }

  private static Plan wrapped(Plan plan) {
    return switch (plan) {
      case Plan.Literal _, Plan.Text _, Plan.Window _, Plan.Constant _ -> plan;
      // The window is evaluated by its function; inside, every step is the same.
      case Plan.Subquery s -> s.mapChildren(HoistConstants::wrapIfConstant);
      default -> new Plan.Constant(plan);
    };
  }

  private static Plan wrapIfConstant(Plan plan) {
    return isConstant(plan) ? wrapped(plan) : plan;
  }

  private static boolean isConstant(Plan plan) {
    return switch (plan) {
      case Plan.Literal _, Plan.Text _, Plan.Constant _ -> true;
      case Plan.Time t -> t.which() != Plan.Time.Which.STEP;
      case Plan.Select s ->
          s.selector().shift().at() != null && s.field() == Plan.Select.Field.VALUE;
      case Plan.Window w -> w.selector().shift().at() != null;
      case Plan.Subquery s -> s.shift().at() != null;
      case Plan.OverTime o -> !OF_THE_STEP.contains(o.function()) && all(o);
      case Plan.Apply a ->
          a.type() != ValueType.STRING && !OF_THE_STEP.contains(a.function()) && all(a);
      case Plan.Negate _, Plan.Aggregation _, Plan.Binary _, Plan.Shared _ -> all(plan);
    };
  }

  private static boolean all(Plan plan) {
    for (Plan child : plan.children()) {
      if (!isConstant(child)) {
        return false;
      }
    }
    return true;
  }
}
