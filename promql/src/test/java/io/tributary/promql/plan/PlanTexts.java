package io.tributary.promql.plan;

import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;

/** Plans in short, for tests. */
final class PlanTexts {
  private static final Parser PARSER = new Parser(ParserOptions.everything());

  private PlanTexts() {}

  static Plan lowered(String query) {
    return new Lowering(0, 0).lower(PARSER.parse(query));
  }

  static Plan planned(String query, long stepMs, long rangeMs) {
    return Planner.plan(PARSER.parse(query), stepMs, rangeMs);
  }

  static String text(Plan plan) {
    return switch (plan) {
      case Plan.Literal n -> String.valueOf(n.value());
      case Plan.Text t -> '"' + t.value() + '"';
      case Plan.Time t -> t.which().name();
      case Plan.Select s -> s.selector().toString();
      case Plan.Window w -> w.selector() + "[" + w.rangeMs() + "]";
      case Plan.Subquery s -> text(s.input()) + "[" + s.rangeMs() + ":" + s.stepMs() + "]";
      case Plan.OverTime o -> o.function().text() + "(" + text(o.range()) + ")";
      case Plan.Apply a -> a.function().text() + list(a);
      case Plan.Negate n -> "-(" + text(n.input()) + ")";
      case Plan.Aggregation a -> a.op().text() + "(" + text(a.input()) + ")";
      case Plan.Binary b -> "(" + text(b.left()) + b.op().text() + text(b.right()) + ")";
      case Plan.Constant c -> "constant(" + text(c.input()) + ")";
      case Plan.Shared s -> "shared" + s.id() + "(" + text(s.input()) + ")";
    };
  }

  private static String list(Plan.Apply a) {
    return a.arguments().stream().map(PlanTexts::text).toList().toString();
  }
}
