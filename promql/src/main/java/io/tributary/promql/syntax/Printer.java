package io.tributary.promql.syntax;

import io.tributary.promql.syntax.VectorMatching.Cardinality;
import io.tributary.schemas.labels.Labels;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes an expression as canonical text on one line, which parses to the same expression: what
 * rule APIs and generator URLs show.
 */
final class Printer {
  private final StringBuilder out = new StringBuilder();

  /** How many characters each expression took, by identity. */
  private final IdentityHashMap<Expr, Integer> lengths = new IdentityHashMap<>();

  static String print(Expr e) {
    Printer printer = new Printer();
    printer.append(e);
    return printer.out.toString();
  }

  /** How many characters each expression in {@code e} takes, by identity. */
  static IdentityHashMap<Expr, Integer> lengths(Expr e) {
    Printer printer = new Printer();
    printer.append(e);
    return printer.lengths;
  }

  private void append(Expr e) {
    int start = out.length();
    switch (e) {
      case Expr.NumberLiteral n -> out.append(number(n));
      case Expr.StringLiteral s -> out.append(Quoting.string(s.value()));
      case Expr.VectorSelector v ->
          out.append(selector(v)).append(edges(v)).append(shift(v.shift()));
      case Expr.MatrixSelector m -> {
        Expr.VectorSelector v = m.selector();
        out.append(selector(v)).append('[').append(duration(m.range())).append(']');
        out.append(edges(v)).append(shift(v.shift()));
      }
      case Expr.Subquery s -> {
        append(s.expr());
        out.append(subqueryRange(s));
      }
      case Expr.Paren p -> {
        out.append('(');
        append(p.inner());
        out.append(')');
      }
      case Expr.Unary u -> {
        out.append(u.negative() ? '-' : '+');
        append(u.operand());
      }
      case Expr.Binary b -> {
        if (b.op() == BinaryOp.POWER
            && b.left() instanceof Expr.NumberLiteral n
            && n.value() == Double.POSITIVE_INFINITY) {
          out.append("Inf"); // a sign would be that of the power
        } else {
          append(b.left());
        }
        out.append(' ').append(operator(b)).append(' ');
        append(b.right());
      }
      case Expr.Aggregate a -> {
        out.append(aggregation(a)).append('(');
        if (a.parameter() != null) {
          append(a.parameter());
          out.append(", ");
        }
        append(a.expr());
        out.append(')');
      }
      case Expr.Call c -> {
        out.append(c.function().text()).append('(');
        String separator = "";
        for (Expr argument : c.arguments()) {
          out.append(separator);
          append(argument);
          separator = ", ";
        }
        out.append(')');
      }
    }
    lengths.put(e, out.length() - start);
  }

  private static String number(Expr.NumberLiteral n) {
    return n.duration()
        ? DurationText.format(Math.round(n.value() * 1000))
        : Numbers.format(n.value());
  }

  private static String selector(Expr.VectorSelector v) {
    String matchers =
        v.matchers().stream()
            .filter(m -> v.name().isEmpty() || !m.equals(Matcher.equal(Labels.NAME, v.name())))
            .map(Matcher::toString)
            .sorted()
            .collect(Collectors.joining(","));
    return matchers.isEmpty() && !v.name().isEmpty() ? v.name() : v.name() + "{" + matchers + "}";
  }

  private static String edges(Expr.VectorSelector v) {
    return switch (v.edges()) {
      case PLAIN -> "";
      case ANCHORED -> " anchored";
      case SMOOTHED -> " smoothed";
    };
  }

  private static String shift(TimeShift shift) {
    String at =
        switch (shift.at()) {
          case null -> "";
          case At.Timestamp t -> String.format(Locale.ROOT, " @ %.3f", t.timestampMs() / 1e3);
          case At.Start _ -> " @ start()";
          case At.End _ -> " @ end()";
        };
    @Nullable DurationExpr offset = shift.offset();
    return offset == null ? at : at + " offset " + duration(offset);
  }

  /** What a subquery has behind its expression. */
  static String subqueryRange(Expr.Subquery s) {
    @Nullable DurationExpr step = s.step();
    String stepText = step == null ? "" : duration(step);
    return "[" + duration(s.range()) + ":" + stepText + "]" + shift(s.shift());
  }

  /** A binary operator with its modifiers. */
  static String operator(Expr.Binary b) {
    String operator = b.op().text() + (b.returnBool() ? " bool" : "");
    @Nullable VectorMatching m = b.matching();
    return m == null ? operator : operator + matching(m);
  }

  private static String matching(VectorMatching m) {
    StringBuilder text = new StringBuilder();
    boolean grouped =
        m.cardinality() == Cardinality.MANY_TO_ONE || m.cardinality() == Cardinality.ONE_TO_MANY;
    if (m.on() || grouped || !m.labels().isEmpty()) {
      text.append(m.on() ? " on (" : " ignoring (").append(labels(m.labels())).append(')');
    }
    if (grouped) {
      boolean left = m.cardinality() == Cardinality.MANY_TO_ONE;
      text.append(left ? " group_left (" : " group_right (");
      text.append(labels(m.include())).append(')');
    }
    @Nullable Double left = m.fillLeft();
    @Nullable Double right = m.fillRight();
    if (left != null && left.equals(right)) {
      return text + " fill (" + Numbers.format(left) + ")";
    }
    if (left != null) {
      text.append(" fill_left (").append(Numbers.format(left)).append(')');
    }
    if (right != null) {
      text.append(" fill_right (").append(Numbers.format(right)).append(')');
    }
    return text.toString();
  }

  /** An aggregation with its grouping, up to the parenthesis. */
  static String aggregation(Expr.Aggregate a) {
    String labels = labels(a.grouping());
    if (a.without()) {
      return a.op().text() + " without (" + labels + ") ";
    }
    return labels.isEmpty() ? a.op().text() : a.op().text() + " by (" + labels + ") ";
  }

  private static String labels(List<String> labels) {
    return labels.stream().map(Quoting::labelName).collect(Collectors.joining(", "));
  }

  /** A range, step or offset; a plain number of seconds becomes a duration. */
  private static String duration(DurationExpr e) {
    return e instanceof DurationExpr.Literal literal
        ? DurationText.format(literal.millis())
        : term(e);
  }

  private static String term(DurationExpr e) {
    return switch (e) {
      case DurationExpr.Literal l ->
          l.hasUnit() ? DurationText.format(l.millis()) : Numbers.format(l.seconds());
      case DurationExpr.Step _ -> "step()";
      case DurationExpr.Range _ -> "range()";
      case DurationExpr.Negation n -> "-" + term(n.operand());
      case DurationExpr.Paren p -> "(" + term(p.inner()) + ")";
      case DurationExpr.Binary b ->
          switch (b.op()) {
            case MIN_OF, MAX_OF ->
                b.op().text() + "(" + term(b.left()) + ", " + term(b.right()) + ")";
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER ->
                term(b.left()) + " " + b.op().text() + " " + term(b.right());
          };
    };
  }
}
