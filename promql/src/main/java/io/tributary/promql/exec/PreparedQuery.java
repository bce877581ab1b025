package io.tributary.promql.exec;

import io.tributary.promql.kernel.KernelException;
import io.tributary.promql.kernel.Notes;
import io.tributary.promql.kernel.TimeGrid;
import io.tributary.promql.plan.PlanException;
import io.tributary.promql.plan.Planner;
import io.tributary.promql.source.SeriesSource;
import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A query that is parsed and, for instants, planned. Run again, it keeps the work on labels that it
 * did for the series of the time before, as long as the source answers with the same {@link
 * io.tributary.promql.source.SeriesSet} objects: rules are prepared once.
 *
 * <p>Threading: run by one thread at a time.
 */
public final class PreparedQuery {
  private final EngineOptions options;
  private final String query;
  private final Expr expr;
  private @Nullable RunnablePlan instant;

  PreparedQuery(EngineOptions options, String query, Expr expr) {
    this.options = options;
    this.query = query;
    this.expr = expr;
  }

  /** The expression. */
  public Expr expr() {
    return expr;
  }

  /**
   * What the query gives at one instant.
   *
   * @throws QueryException where it fails
   */
  public QueryResult instant(SeriesSource source, long timestampMs, Interrupt interrupt) {
    RunnablePlan plan = instant;
    if (plan == null) {
      plan = runnable(0, 0, UnaryOperator.identity());
      instant = plan;
    }
    return instant(plan, source, timestampMs, interrupt);
  }

  /**
   * What the query gives at each instant from {@code startMs} to {@code endMs}.
   *
   * @throws QueryException where it fails
   * @throws IllegalArgumentException where the step is not positive or the expression's type cannot
   *     be that of a range query
   */
  public QueryResult range(
      SeriesSource source, long startMs, long endMs, long stepMs, Interrupt interrupt) {
    checkRange(stepMs);
    RunnablePlan plan = runnable(stepMs, endMs - startMs, UnaryOperator.identity());
    return range(plan, source, startMs, endMs, stepMs, interrupt);
  }

  /**
   * The plan of an instant query, or with {@code stepMs > 0} of a range query, without running it.
   *
   * @throws QueryException where it cannot be planned
   */
  public Explanation explain(long stepMs, long rangeMs) {
    return runnable(stepMs, rangeMs, UnaryOperator.identity()).explanation();
  }

  /**
   * Runs the query at one instant, and measures each operator.
   *
   * @param nanos a monotonic clock
   * @throws QueryException where it fails
   */
  public Analysis analyzeInstant(
      SeriesSource source, long timestampMs, Interrupt interrupt, LongSupplier nanos) {
    RunnablePlan plan = runnable(0, 0, new Meter(nanos)::measured);
    QueryResult result = instant(plan, source, timestampMs, interrupt);
    return new Analysis(result, plan.explanation());
  }

  /**
   * Runs the query over a range, and measures each operator.
   *
   * @param nanos a monotonic clock
   * @throws QueryException where it fails
   */
  public Analysis analyzeRange(
      SeriesSource source,
      long startMs,
      long endMs,
      long stepMs,
      Interrupt interrupt,
      LongSupplier nanos) {
    checkRange(stepMs);
    RunnablePlan plan = runnable(stepMs, endMs - startMs, new Meter(nanos)::measured);
    QueryResult result = range(plan, source, startMs, endMs, stepMs, interrupt);
    return new Analysis(result, plan.explanation());
  }

  /** A result, and how it came about. */
  public record Analysis(QueryResult result, Explanation explanation) {}

  private void checkRange(long stepMs) {
    if (stepMs <= 0) {
      throw new IllegalArgumentException("step must be > 0 ms: was " + stepMs);
    }
    if (expr.type() != ValueType.VECTOR && expr.type() != ValueType.SCALAR) {
      throw new IllegalArgumentException(
          "invalid expression type \""
              + expr.type().documentedName()
              + "\" for range query, must be Scalar or instant Vector");
    }
  }

  private RunnablePlan runnable(long stepMs, long rangeMs, UnaryOperator<Operator> wrap) {
    try {
      return new RunnablePlan(Planner.plan(expr, stepMs, rangeMs), query, wrap);
    } catch (PlanException e) {
      throw Evaluation.failure(String.valueOf(e.getMessage()));
    }
  }

  private QueryResult instant(
      RunnablePlan plan, SeriesSource source, long timestampMs, Interrupt interrupt) {
    return run(
        source,
        interrupt,
        timestampMs,
        timestampMs,
        evaluation -> plan.instant(evaluation.scope(TimeGrid.instant(timestampMs))));
  }

  private QueryResult range(
      RunnablePlan plan,
      SeriesSource source,
      long startMs,
      long endMs,
      long stepMs,
      Interrupt interrupt) {
    return run(
        source,
        interrupt,
        startMs,
        endMs,
        evaluation -> plan.range(evaluation.scope(evaluation.grid(startMs, endMs, stepMs))));
  }

  private QueryResult run(
      SeriesSource source,
      Interrupt interrupt,
      long startMs,
      long endMs,
      Function<Evaluation, Value> body) {
    Notes notes = new Notes();
    Budget budget = new Budget(options, interrupt);
    budget.check();
    Evaluation evaluation = new Evaluation(options, source, startMs, endMs, notes, budget);
    Value value;
    try {
      value = body.apply(evaluation);
    } catch (KernelException e) {
      throw Evaluation.failure(String.valueOf(e.getMessage()));
    }
    return new QueryResult(value, annotations(notes), budget.statistics());
  }

  private List<Annotation> annotations(Notes notes) {
    List<Annotation> annotations = new ArrayList<>();
    notes.forEach(
        (note, position) ->
            annotations.add(
                new Annotation(
                    note.warning() ? Annotation.Level.WARNING : Annotation.Level.INFO,
                    (note.warning() ? "PromQL warning: " : "PromQL info: ")
                        + note.text()
                        + " ("
                        + position.lineAndColumn(query)
                        + ")")));
    return annotations;
  }
}
