package io.tributary.promql.script;

import io.tributary.promql.syntax.DurationExpr;
import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.Function;
import io.tributary.promql.syntax.TimeShift;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pins a query to a time: with {@code @ <time>} at every selector and subquery that has none, its
 * result does not depend on when it is evaluated, unless it asks for that.
 */
final class TimeShifts {
  private static final Set<Function> DEPEND_ON_TIME =
      EnumSet.of(
          Function.TIME,
          Function.DAYS_IN_MONTH,
          Function.DAY_OF_MONTH,
          Function.DAY_OF_WEEK,
          Function.DAY_OF_YEAR,
          Function.HOUR,
          Function.MINUTE,
          Function.MONTH,
          Function.YEAR,
          Function.PREDICT_LINEAR,
          Function.TIMESTAMP,
          Function.START,
          Function.END,
          Function.RANGE,
          Function.STEP);
  private static final Set<Function> DEPEND_ON_RANGE =
      EnumSet.of(Function.START, Function.END, Function.RANGE, Function.STEP);

  private TimeShifts() {}

  /** Whether the result depends on the time of evaluation even where the samples are pinned. */
  static boolean dependsOnTime(Expr expr) {
    return calls(expr, DEPEND_ON_TIME);
  }

  /** Whether a range query gives something else at a step than an instant query. */
  static boolean dependsOnRange(Expr expr) {
    boolean[] found = new boolean[] {calls(expr, DEPEND_ON_RANGE)};
    expr.walk(
        e ->
            found[0] |=
                switch (e) {
                  case Expr.VectorSelector v -> dependsOnRange(v.shift().offset());
                  case Expr.MatrixSelector m -> dependsOnRange(m.range());
                  case Expr.Subquery s ->
                      dependsOnRange(s.range())
                          || dependsOnRange(s.step())
                          || dependsOnRange(s.shift().offset());
                  case Expr.NumberLiteral _,
                      Expr.StringLiteral _,
                      Expr.Paren _,
                      Expr.Unary _,
                      Expr.Binary _,
                      Expr.Aggregate _,
                      Expr.Call _ ->
                      false;
                });
    return found[0];
  }

  private static boolean dependsOnRange(@Nullable DurationExpr duration) {
    return switch (duration) {
      case null -> false;
      case DurationExpr.Literal _ -> false;
      case DurationExpr.Step _, DurationExpr.Range _ -> true;
      case DurationExpr.Negation n -> dependsOnRange(n.operand());
      case DurationExpr.Paren p -> dependsOnRange(p.inner());
      case DurationExpr.Binary b -> dependsOnRange(b.left()) || dependsOnRange(b.right());
    };
  }

  private static boolean calls(Expr expr, Set<Function> functions) {
    boolean[] found = new boolean[1];
    expr.walk(e -> found[0] |= e instanceof Expr.Call call && functions.contains(call.function()));
    return found[0];
  }

  /** The query, pinned. */
  static String pin(String query, Expr expr, long atMs) {
    List<Integer> places = new ArrayList<>();
    collect(expr, places);
    places.sort(Comparator.reverseOrder());
    byte[] utf8 = query.getBytes(StandardCharsets.UTF_8);
    String at = " @ " + BigDecimal.valueOf(atMs, 3).toPlainString() + " ";
    StringBuilder pinned = new StringBuilder();
    int end = utf8.length;
    for (int place : places) {
      pinned.insert(0, new String(utf8, place, end - place, StandardCharsets.UTF_8)).insert(0, at);
      end = place;
    }
    return pinned.insert(0, new String(utf8, 0, end, StandardCharsets.UTF_8)).toString();
  }

  /** The byte offsets after each outermost selector or subquery without a time of its own. */
  private static void collect(Expr expr, List<Integer> places) {
    switch (expr) {
      case Expr.VectorSelector selector -> add(selector.shift(), expr, places);
      case Expr.MatrixSelector matrix -> add(matrix.selector().shift(), expr, places);
      case Expr.Subquery subquery -> add(subquery.shift(), expr, places);
      case Expr.NumberLiteral _,
          Expr.StringLiteral _,
          Expr.Paren _,
          Expr.Unary _,
          Expr.Binary _,
          Expr.Aggregate _,
          Expr.Call _ ->
          expr.children().forEach(child -> collect(child, places));
    }
  }

  private static void add(TimeShift shift, Expr expr, List<Integer> places) {
    if (shift.at() == null) {
      places.add(expr.position().end());
    }
  }
}
