package io.tributary.promql.exec;

import io.tributary.promql.kernel.FloatFunctions;
import io.tributary.promql.kernel.Row;
import io.tributary.promql.plan.Plan;
import io.tributary.promql.syntax.Function;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** Makes operators of functions that take no range vector. */
final class FunctionOperators {
  private final OperatorFactory factory;

  FunctionOperators(OperatorFactory factory) {
    this.factory = factory;
  }

  Operator operator(Plan.Apply plan) {
    List<Plan> arguments = plan.arguments();
    Function function = plan.function();
    DoubleUnaryOperator floats = FloatFunctions.of(function);
    if (floats != null) {
      // Those of dates take the step's time where they are given nothing.
      return OperatorFactory.merging(
          MapOperator.of(
              function.text(),
              arguments.isEmpty()
                  ? new VectorOfScalarOperator(
                      factory.scalar(new Plan.Time(Plan.Time.Which.STEP, plan.position())))
                  : factory.operator(arguments.getFirst()),
              floats));
    }
    ToDoubleFunction<FloatHistogram> histograms = HistogramMapOperator.of(function);
    if (histograms != null) {
      return OperatorFactory.merging(
          new HistogramMapOperator(function, histograms, factory.operator(arguments.getFirst())));
    }
    return switch (function) {
      case CLAMP -> OperatorFactory.merging(clamp(plan, 0, 1));
      case CLAMP_MIN -> OperatorFactory.merging(clamp(plan, 0, -1));
      case CLAMP_MAX -> OperatorFactory.merging(clamp(plan, -1, 0));
      case ROUND -> OperatorFactory.merging(round(plan));
      case VECTOR -> new VectorOfScalarOperator(factory.scalar(arguments.getFirst()));
      case SCALAR -> new ScalarOfVectorOperator(factory.operator(arguments.getFirst()));
      case MAX_OF ->
          NumberBinaryOperator.of(
              function,
              FloatFunctions::max,
              factory.scalar(arguments.get(0)),
              factory.scalar(arguments.get(1)));
      case MIN_OF ->
          NumberBinaryOperator.of(
              function,
              FloatFunctions::min,
              factory.scalar(arguments.get(0)),
              factory.scalar(arguments.get(1)));
      case ABSENT ->
          new AbsentOperator(
              factory.operator(arguments.getFirst()),
              OperatorFactory.matchers(arguments.getFirst()));
      case SORT -> sort(plan, false, List.of());
      case SORT_DESC -> sort(plan, true, List.of());
      case SORT_BY_LABEL -> sort(plan, false, texts(plan));
      case SORT_BY_LABEL_DESC -> sort(plan, true, texts(plan));
      case LABEL_REPLACE ->
          OperatorFactory.merging(
              Relabelings.replace(arguments, factory.operator(arguments.getFirst())));
      case LABEL_JOIN ->
          OperatorFactory.merging(
              Relabelings.join(arguments, factory.operator(arguments.getFirst())));
      case HISTOGRAM_QUANTILE, HISTOGRAM_FRACTION, HISTOGRAM_QUANTILES ->
          OperatorFactory.merging(histogramEstimate(plan));
      case TIMESTAMP -> OperatorFactory.merging(timestamp(plan));
      case START_TIMESTAMP -> OperatorFactory.merging(nothing(plan));
      case INFO -> new InfoOperator(plan, factory.operator(arguments.getFirst()));
      default -> throw new IllegalArgumentException("no such function: " + function.text());
    };
  }

  private Operator histogramEstimate(Plan.Apply plan) {
    List<Plan> arguments = plan.arguments();
    Plan first = arguments.getFirst();
    Plan last = arguments.getLast();
    if (plan.function() == Function.HISTOGRAM_QUANTILE) {
      return HistogramEstimateOperator.quantile(
          factory.scalar(first), first.position(), factory.operator(last), last.position());
    }
    if (plan.function() == Function.HISTOGRAM_FRACTION) {
      return HistogramEstimateOperator.fraction(
          factory.scalar(first),
          factory.scalar(arguments.get(1)),
          factory.operator(last),
          last.position());
    }
    if (!(arguments.get(1) instanceof Plan.Text label)) {
      throw new IllegalArgumentException("no label: " + arguments.get(1));
    }
    List<Plan> quantiles = arguments.subList(2, arguments.size());
    return new HistogramQuantilesOperator(
        factory.operator(first),
        first.position(),
        label.value(),
        factory.scalars(quantiles),
        quantiles.stream().map(Plan::position).toList());
  }

  private Operator clamp(Plan.Apply plan, int min, int max) {
    List<Plan> arguments = plan.arguments();
    return factory.clamp(
        plan.function().text(),
        factory.operator(arguments.getFirst()),
        factory.scalars(arguments.subList(1, arguments.size())),
        min,
        max);
  }

  private Operator round(Plan.Apply plan) {
    List<Plan> arguments = plan.arguments();
    return new MapOperator(
        plan.function().text(),
        factory.operator(arguments.getFirst()),
        factory.scalars(arguments.subList(1, arguments.size())),
        (values, scalars) -> {
          for (int i = 0; i < values.length; i++) {
            if (!Row.isAbsent(values[i])) {
              values[i] = FloatFunctions.round(values[i], scalars.length == 0 ? 1 : scalars[0][i]);
            }
          }
        });
  }

  private Operator sort(Plan.Apply plan, boolean descending, List<String> labels) {
    return new SortOperator(
        factory.operator(plan.arguments().getFirst()), descending, labels, plan.position());
  }

  /** Values of an expression are of the step's time. */
  private Operator timestamp(Plan.Apply plan) {
    return new TimestampOperator(factory.operator(plan.arguments().getFirst()), true);
  }

  /** Values of an expression have no start. */
  private Operator nothing(Plan.Apply plan) {
    return new TimestampOperator(factory.operator(plan.arguments().getFirst()), false);
  }

  private static List<String> texts(Plan.Apply plan) {
    List<String> texts = new ArrayList<>();
    for (Plan argument : plan.arguments()) {
      if (argument instanceof Plan.Text text) {
        texts.add(text.value());
      }
    }
    return texts;
  }
}
