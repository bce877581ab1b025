package io.tributary.promql.exec;

import io.tributary.promql.kernel.FloatFunctions;
import io.tributary.promql.kernel.Row;
import io.tributary.promql.plan.Plan;
import io.tributary.promql.syntax.Matcher;
import io.tributary.promql.syntax.ValueType;
import io.tributary.promql.syntax.VectorMatching;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes operators of plans, one switch over the kinds of nodes. */
final class OperatorFactory {
  private final FunctionOperators functions = new FunctionOperators(this);
  private final Map<Integer, Operator> shared = new HashMap<>();
  private final String query;
  private final UnaryOperator<Operator> wrap;

  /**
   * For plans of this query.
   *
   * @param wrap put around each operator
   */
  OperatorFactory(String query, UnaryOperator<Operator> wrap) {
    this.query = query;
    this.wrap = wrap;
  }

  Operator operator(Plan plan) {
    return wrap.apply(bare(plan));
  }

  private Operator bare(Plan plan) {
    return switch (plan) {
      case Plan.Literal number -> new NumberOperator(number);
      case Plan.Time time -> new NumberOperator(time);
      case Plan.Select select -> new SelectOperator(select);
      case Plan.OverTime overTime -> merging(overTime(overTime));
      case Plan.Apply apply -> functions.operator(apply);
      case Plan.Negate negate -> merging(new NegateOperator(operator(negate.input())));
      case Plan.Aggregation aggregation -> aggregation(aggregation);
      case Plan.Binary binary -> binary(binary);
      case Plan.Constant constant -> new ConstantOperator(operator(constant.input()));
      case Plan.Shared occurrence -> shared(occurrence);
      case Plan.Text _, Plan.Window _, Plan.Subquery _ ->
          throw new IllegalArgumentException("no rows: " + plan);
    };
  }

  ScalarInput scalar(Plan plan) {
    return new ScalarInput(operator(plan));
  }

  List<ScalarInput> scalars(List<Plan> plans) {
    List<ScalarInput> scalars = new ArrayList<>(plans.size());
    for (Plan plan : plans) {
      scalars.add(scalar(plan));
    }
    return scalars;
  }

  /** Sees to it that no two series of the result have the same labels. */
  static Operator merging(Operator operator) {
    return new MergeOperator(operator);
  }

  private Operator shared(Plan.Shared occurrence) {
    Operator known = shared.get(occurrence.id());
    if (known == null) {
      known = new SharedOperator(operator(occurrence.input()));
      shared.put(occurrence.id(), known);
    }
    return known;
  }

  /** The samples of a range vector. */
  RangeInput range(Plan plan) {
    return switch (plan) {
      case Plan.Window window -> new WindowInput(window);
      case Plan.Subquery subquery -> new SubqueryInput(subquery, operator(subquery.input()));
      default -> throw new IllegalArgumentException("no range vector: " + plan);
    };
  }

  private Operator overTime(Plan.OverTime plan) {
    List<ScalarInput> scalars = scalars(plan.scalars());
    Operator operator =
        new OverTimeOperator(
            plan.function(),
            range(plan.range()),
            scalars,
            plan.range().position(),
            firstArgument(plan));
    return switch (plan.function()) {
      case ABSENT_OVER_TIME -> new AbsentOperator(operator, matchers(plan.range()));
      default -> operator;
    };
  }

  private static io.tributary.promql.syntax.Position firstArgument(Plan.OverTime plan) {
    if (plan.scalars().isEmpty()) {
      return plan.range().position();
    }
    Plan scalar = plan.scalars().getFirst();
    return scalar.position().start() < plan.range().position().start()
        ? scalar.position()
        : plan.range().position();
  }

  /** The matchers that say what is absent; none where that is not one selector. */
  static List<Matcher> matchers(Plan plan) {
    return switch (plan) {
      case Plan.Select select -> select.selector().matchers();
      case Plan.Window window -> window.selector().matchers();
      case Plan.Constant constant -> matchers(constant.input());
      default -> List.of();
    };
  }

  private Operator aggregation(Plan.Aggregation plan) {
    Operator input = operator(plan.input());
    @Nullable Plan parameter = plan.parameter();
    if (parameter == null) {
      return new AggregateOperator(plan, input, null);
    }
    return switch (plan.op()) {
      case TOPK, BOTTOMK, LIMITK ->
          new ChoiceOperator(plan, kept(plan.input(), input), scalar(parameter));
      case LIMIT_RATIO -> new RatioOperator(plan, input, scalar(parameter));
      case COUNT_VALUES -> countValues(plan, input, parameter);
      case QUANTILE, AVG, COUNT, GROUP, MAX, MIN, STDDEV, STDVAR, SUM ->
          new AggregateOperator(plan, input, scalar(parameter));
    };
  }

  /** Rows that are few and dear are kept where they are read twice. */
  private static Operator kept(Plan plan, Operator operator) {
    return plan instanceof Plan.Aggregation aggregation && !aggregation.op().keepsSeries()
        ? new SharedOperator(operator)
        : operator;
  }

  private Operator countValues(Plan.Aggregation plan, Operator input, Plan parameter) {
    if (!(parameter instanceof Plan.Text label)) {
      throw new IllegalArgumentException("no label: " + parameter);
    }
    if (!LabelNames.isValid(label.value())) {
      throw Evaluation.failure("invalid label name " + label.position().of(query));
    }
    return new CountValuesOperator(plan, input, label.value());
  }

  private Operator binary(Plan.Binary plan) {
    boolean leftScalar = plan.left().type() == ValueType.SCALAR;
    boolean rightScalar = plan.right().type() == ValueType.SCALAR;
    if (leftScalar && rightScalar) {
      return NumberBinaryOperator.of(plan.op(), scalar(plan.left()), scalar(plan.right()));
    }
    if (leftScalar || rightScalar) {
      Operator vector = operator(leftScalar ? plan.right() : plan.left());
      ScalarInput scalar = scalar(leftScalar ? plan.left() : plan.right());
      return merging(new VectorScalarOperator(plan, vector, scalar));
    }
    VectorMatching matching = plan.matching();
    if (matching == null) {
      throw new IllegalArgumentException("two vectors without a matching: " + plan);
    }
    Operator left = operator(plan.left());
    Operator right = operator(plan.right());
    return merging(
        plan.op().isSet()
            ? new SetOperator(plan, matching, left, right)
            : new JoinOperator(plan, matching, left, right));
  }

  /** {@code clamp} and the like, between bounds that are scalars. */
  Operator clamp(String name, Operator input, List<ScalarInput> bounds, int min, int max) {
    return new MapOperator(
        name,
        input,
        bounds,
        (values, scalars) -> {
          for (int i = 0; i < values.length; i++) {
            double low = min < 0 ? Double.NEGATIVE_INFINITY : scalars[min][i];
            double high = max < 0 ? Double.POSITIVE_INFINITY : scalars[max][i];
            if (high < low) {
              values[i] = Row.ABSENT;
            } else if (!Row.isAbsent(values[i])) {
              values[i] = FloatFunctions.clamp(values[i], low, high);
            }
          }
        });
  }
}
