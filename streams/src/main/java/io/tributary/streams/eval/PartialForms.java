package io.tributary.streams.eval;

import io.tributary.promql.exec.AbsentLabels;
import io.tributary.promql.syntax.AggregateOp;
import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.Function;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How an aggregation is put together from results of partitions, as PromQL over them:
 *
 * <pre>
 *   sum by (g) (e)     sum by (g) (P)                         P = sum by (g) (e)
 *   count              sum by (g) (P)                         P = count by (g) (e)
 *   min, max, group    the same over P                        P = the same by (g) (e)
 *   topk, bottomk, limitk   the same over P                   P = the same by (g) (k, e)
 *   count_values("l")  sum by (g, l) (P)                      P = count_values by (g) ("l", e)
 *   avg                sum by (g) (S) / sum by (g) (C)        S = sum, C = count
 *   stdvar             sum by (g) (C * V + C * (A - M)^2) / N  C = count, A = avg, V = stdvar
 *                        with N = sum by (g) (C), M = sum by (g) (C * A) / N
 *   quantile, limit_ratio   the same over P                   P = e
 *   absent (e)         absent (group (P)), labelled as e asks   P = group (e)
 *   absent_over_time   the same                               P = group (present_over_time (e))
 * </pre>
 *
 * <p>Sums of floats come out the same to rounding, all else to the bit.
 */
final class PartialForms {
  private static final Pattern CLASSIC_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final List<String> MARKS = List.of(PartialSeries.PARTIAL, PartialSeries.PARTITION);

  /** Makes a partial of an expression and gives PromQL for its results. */
  interface Partials {
    String of(String expr, boolean perPartition);
  }

  private final Expr.Aggregate aggregate;
  private final String input;
  private final Partials partials;

  private PartialForms(Expr.Aggregate aggregate, Partials partials) {
    this.aggregate = aggregate;
    this.input = aggregate.expr().text();
    this.partials = partials;
  }

  /** PromQL for the aggregation over all partitions; its parameter is a literal or none. */
  static String of(Expr.Aggregate aggregate, Partials partials) {
    return new PartialForms(aggregate, partials).merged();
  }

  /** PromQL for results of partitions that are told apart by their labels. */
  static String plain(String expr, Partials partials) {
    return unmarked(partials.of(expr, false));
  }

  /** Whether it tells that there is nothing. */
  static boolean isAbsence(Expr.Call call) {
    return switch (call.function()) {
      case ABSENT, ABSENT_OVER_TIME -> true;
      default -> false;
    };
  }

  /** PromQL that tells that no partition has anything. */
  static String absence(Expr.Call call, Partials partials) {
    Expr sought = call.arguments().getFirst();
    String input = sought.text();
    if (call.function() == Function.ABSENT_OVER_TIME) {
      input = "present_over_time(" + input + ")";
    }
    String absence = "absent(group(" + partials.of("group(" + input + ")", true) + "))";
    Labels labels = AbsentLabels.of(matchers(sought.unwrapped()));
    for (int i = 0; i < labels.size(); i++) {
      absence =
          "label_replace(%s, %s, %s, \"\", \"\")"
              .formatted(
                  absence,
                  quoted(labels.name(i), call),
                  quoted(labels.value(i).replace("$", "$$"), call));
    }
    return absence;
  }

  private static String quoted(String text, Expr.Call at) {
    return new Expr.StringLiteral(text, at.position()).text();
  }

  private static List<Matcher> matchers(Expr sought) {
    return switch (sought) {
      case Expr.VectorSelector selector -> selector.matchers();
      case Expr.MatrixSelector matrix -> matrix.selector().matchers();
      default -> List.of();
    };
  }

  private String merged() {
    return switch (aggregate.op()) {
      case SUM, COUNT -> sum(partials.of(own(), true));
      case MIN, MAX, GROUP -> aggregation(aggregate.op().text(), partials.of(own(), true));
      case COUNT_VALUES -> countValues();
      case TOPK, BOTTOMK, LIMITK -> same(plain(own(), partials));
      case AVG -> namesSurvive() ? same(plain(input, partials)) : average();
      case STDVAR, STDDEV -> {
        if (namesSurvive() || !hasOneName(aggregate.expr())) {
          yield same(plain(input, partials));
        }
        yield aggregate.op() == AggregateOp.STDDEV ? "sqrt(" + variance() + ")" : variance();
      }
      case QUANTILE, LIMIT_RATIO -> same(plain(input, partials));
    };
  }

  /** The aggregation itself over the input as it is. */
  private String own() {
    return same(input);
  }

  private String same(String over) {
    Expr parameter = aggregate.parameter();
    String arguments = parameter == null ? over : parameter.text() + ", " + over;
    return aggregate.op().text() + clause(aggregate.grouping()) + " (" + arguments + ")";
  }

  private String sum(String over) {
    return aggregation("sum", over);
  }

  /** An aggregation over marked results, into the groups of this one. */
  private String aggregation(String op, String over) {
    return op + clause(markedGrouping(aggregate.grouping())) + " (" + over + ")";
  }

  private List<String> markedGrouping(List<String> grouping) {
    if (!aggregate.without()) {
      return grouping;
    }
    List<String> marked = new ArrayList<>(grouping);
    marked.addAll(MARKS);
    return marked;
  }

  private String clause(List<String> labels) {
    String names = labels.stream().map(PartialForms::name).collect(Collectors.joining(", "));
    return (aggregate.without() ? " without (" : " by (") + names + ")";
  }

  /** A label's name as PromQL takes any, in quotes only if it needs them: people read it. */
  private static String name(String label) {
    if (CLASSIC_NAME.matcher(label).matches()) {
      return label;
    }
    return "\"" + label.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private String countValues() {
    Expr parameter = aggregate.parameter();
    if (parameter == null || !(parameter.unwrapped() instanceof Expr.StringLiteral label)) {
      throw new IllegalArgumentException("count_values without a label");
    }
    List<String> grouping = new ArrayList<>(markedGrouping(aggregate.grouping()));
    grouping.remove(label.value());
    if (!aggregate.without()) {
      grouping.add(label.value());
    }
    return "sum" + clause(grouping) + " (" + partials.of(own(), true) + ")";
  }

  private String average() {
    String total =
        sum(partials.of("sum" + clause(aggregate.grouping()) + " (" + input + ")", true));
    return total + " / " + sum(counted(input));
  }

  private String counted(String over) {
    return partials.of("count" + clause(aggregate.grouping()) + " (" + over + ")", true);
  }

  private String variance() {
    // Adding 0 leaves native histograms out, which have no variance but would be counted.
    UnaryOperator<String> each =
        op ->
            unmarked(
                partials.of(op + clause(aggregate.grouping()) + " ((" + input + ") + 0)", true));
    String count = each.apply("count");
    String average = each.apply("avg");
    String variance = each.apply("stdvar");
    String all = sum(count);
    String mean = "(" + sum(count + " * " + average) + " / " + all + ")";
    String apart =
        "(" + average + " - ignoring (" + PartialSeries.PARTITION + ") group_left () " + mean + ")";
    String spread = count + " * " + variance + " + " + count + " * " + apart + " ^ 2";
    return "(" + sum(spread) + " / " + all + ")";
  }

  /** Results without the mark of their expression; that of their partition stays. */
  private static String unmarked(String results) {
    return "label_replace("
        + results
        + ", \""
        + PartialSeries.PARTIAL
        + "\", \"\", \""
        + PartialSeries.PARTIAL
        + "\", \".*\")";
  }

  /** Whether groups are told apart by metric names, which arithmetic would drop. */
  private boolean namesSurvive() {
    return !aggregate.without() && aggregate.grouping().contains(Labels.NAME);
  }

  /** Whether adding a number, which drops names, can't make two series of the input alike. */
  private static boolean hasOneName(Expr input) {
    return switch (input.unwrapped()) {
      case Expr.Call _, Expr.Aggregate _ -> true;
      case Expr.VectorSelector selector ->
          selector.matchers().stream()
              .anyMatch(m -> m.name().equals(Labels.NAME) && m.type() == Matcher.Type.EQUAL);
      default -> false;
    };
  }
}
