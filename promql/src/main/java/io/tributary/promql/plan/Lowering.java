package io.tributary.promql.plan;

import io.tributary.promql.syntax.DurationExpr;
import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.Function;
import io.tributary.promql.syntax.RangeEdges;
import io.tributary.promql.syntax.TimeShift;
import io.tributary.promql.syntax.ValueType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a plan of a syntax tree, node by node; parentheses fall away. */
final class Lowering {
  private static final Set<Function> ANCHORED =
      EnumSet.of(
          Function.CHANGES, Function.DELTA, Function.INCREASE, Function.RATE, Function.RESETS);
  private static final Set<Function> SMOOTHED =
      EnumSet.of(Function.DELTA, Function.INCREASE, Function.RATE);

  private final long stepMs;
  private final long rangeMs;
  private final Durations durations;

  Lowering(long stepMs, long rangeMs) {
    this.stepMs = stepMs;
    this.rangeMs = rangeMs;
    this.durations = new Durations(stepMs, rangeMs);
  }

  Plan lower(Expr expr) {
    return switch (expr) {
      case Expr.NumberLiteral n -> new Plan.Literal(n.value(), n.position());
      case Expr.StringLiteral s -> new Plan.Text(s.value(), s.position());
      case Expr.VectorSelector v ->
          new Plan.Select(selector(v), Plan.Select.Field.VALUE, v.position());
      case Expr.MatrixSelector m ->
          new Plan.Window(selector(m.selector()), durations.positive(m.range()), m.position());
      case Expr.Subquery s -> subquery(s);
      case Expr.Paren p -> lower(p.inner());
      case Expr.Unary u ->
          u.negative() ? new Plan.Negate(lower(u.operand()), u.position()) : lower(u.operand());
      case Expr.Binary b ->
          new Plan.Binary(
              b.op(),
              lower(b.left()),
              lower(b.right()),
              b.returnBool(),
              b.matching(),
              b.position());
      case Expr.Aggregate a ->
          new Plan.Aggregation(
              a.op(),
              lower(a.expr()),
              a.parameter() == null ? null : lower(a.parameter()),
              a.grouping(),
              a.without(),
              a.position());
      case Expr.Call c -> call(c);
    };
  }

  private Selector selector(Expr.VectorSelector v) {
    return new Selector(v.matchers(), shift(v.shift()), v.edges(), false);
  }

  private Shift shift(TimeShift shift) {
    DurationExpr offset = shift.offset();
    return new Shift(offset == null ? 0 : durations.offset(offset), shift.at());
  }

  private Plan subquery(Expr.Subquery s) {
    DurationExpr step = s.step();
    return new Plan.Subquery(
        lower(s.expr()),
        durations.positive(s.range()),
        step == null ? 0 : durations.positive(step),
        shift(s.shift()),
        s.position());
  }

  private Plan call(Expr.Call c) {
    Plan time = time(c);
    if (time != null) {
      return time;
    }
    List<Plan> arguments = new ArrayList<>(c.arguments().size());
    @Nullable Plan range = null;
    for (Expr argument : c.arguments()) {
      Plan lowered = lower(argument);
      if (lowered.type() == ValueType.MATRIX) {
        checkEdges(c.function(), lowered);
        range = lowered;
      } else {
        arguments.add(lowered);
      }
    }
    if (range != null) {
      return new Plan.OverTime(c.function(), range, arguments, c.position());
    }
    if (!arguments.isEmpty()
        && arguments.getFirst() instanceof Plan.Select s
        && s.field() == Plan.Select.Field.VALUE) {
      // What a sample's own times are is lost in a row of values, so the selector gives them.
      if (c.function() == Function.TIMESTAMP) {
        return new Plan.Select(s.selector(), Plan.Select.Field.TIMESTAMP, s.position());
      }
      if (c.function() == Function.START_TIMESTAMP) {
        return new Plan.Select(s.selector(), Plan.Select.Field.START_TIMESTAMP, s.position());
      }
    }
    return new Plan.Apply(c.function(), arguments, c.position());
  }

  private @Nullable Plan time(Expr.Call c) {
    return switch (c.function()) {
      case TIME -> new Plan.Time(Plan.Time.Which.STEP, c.position());
      case START -> new Plan.Time(Plan.Time.Which.START, c.position());
      case END -> new Plan.Time(Plan.Time.Which.END, c.position());
      case STEP -> new Plan.Literal(rangeMs == 0 ? 0 : stepMs / 1000.0, c.position());
      case RANGE -> new Plan.Literal(rangeMs / 1000.0, c.position());
      case PI -> new Plan.Literal(Math.PI, c.position());
      default -> null;
    };
  }

  private static void checkEdges(Function function, Plan range) {
    if (!(range instanceof Plan.Window w) || w.selector().edges() == RangeEdges.PLAIN) {
      return;
    }
    boolean anchored = w.selector().edges() == RangeEdges.ANCHORED;
    Set<Function> allowed = anchored ? ANCHORED : SMOOTHED;
    if (!allowed.contains(function)) {
      String names = String.join(", ", allowed.stream().map(Function::text).sorted().toList());
      throw new PlanException(
          (anchored ? "anchored" : "smoothed")
              + " modifier can only be used with: "
              + names
              + " - not with "
              + function.text());
    }
  }
}
