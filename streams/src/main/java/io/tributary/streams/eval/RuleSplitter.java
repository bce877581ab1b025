package io.tributary.streams.eval;

import io.tributary.promql.syntax.BinaryOp;
import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Takes out of a merged rule's expression what partitions can work out by themselves: aggregations
 * over what is proven to need no two partitions, filters of it, and whether there is any of it.
 * What is left is PromQL over their results. Nothing inside a subquery is taken out, because
 * partitions work their part out for the instant of evaluation alone. Of one thread.
 */
final class RuleSplitter {
  private final Parser parser;
  private final ClusterLocality locality;
  private final Predicate<Expr> known;
  private final long intervalMs;
  private final long offsetMs;
  private final List<Partial> partials = new ArrayList<>();

  /**
   * Splits rules of one group.
   *
   * @param known whether partitions have all series that an expression looks at
   */
  RuleSplitter(
      Parser parser,
      ClusterLocality locality,
      Predicate<Expr> known,
      long intervalMs,
      long offsetMs) {
    this.parser = parser;
    this.locality = locality;
    this.known = known;
    this.intervalMs = intervalMs;
    this.offsetMs = offsetMs;
  }

  /** What the merger evaluates, and what partitions do for it. */
  record Split(Expr merged, List<Partial> partials) {}

  Split split(Expr expr) {
    partials.clear();
    Expr merged = rewrite(expr);
    return new Split(merged, List.copyOf(partials));
  }

  private Expr rewrite(Expr expr) {
    return switch (expr) {
      case Expr.NumberLiteral _,
          Expr.StringLiteral _,
          Expr.VectorSelector _,
          Expr.MatrixSelector _,
          Expr.Subquery _ ->
          expr;
      case Expr.Paren paren -> new Expr.Paren(rewrite(paren.inner()), paren.position());
      case Expr.Unary unary ->
          new Expr.Unary(unary.negative(), rewrite(unary.operand()), unary.position());
      case Expr.Aggregate aggregate -> rewriteAggregate(aggregate);
      case Expr.Binary binary -> {
        if (isFilter(binary) && isOfPartition(binary)) {
          yield parsed(PartialForms.plain(binary.text(), this::partial));
        }
        yield new Expr.Binary(
            binary.op(),
            rewrite(binary.left()),
            rewrite(binary.right()),
            binary.returnBool(),
            binary.matching());
      }
      case Expr.Call call when PartialForms.isAbsence(call) && isOfPartition(sought(call)) ->
          parsed(PartialForms.absence(call, this::partial));
      case Expr.Call call ->
          new Expr.Call(
              call.function(),
              call.arguments().stream().map(this::rewrite).toList(),
              call.position());
    };
  }

  private static Expr sought(Expr.Call absence) {
    return absence.arguments().getFirst();
  }

  private Expr rewriteAggregate(Expr.Aggregate aggregate) {
    if (isOfPartition(aggregate)) {
      return parsed(PartialForms.plain(aggregate.text(), this::partial));
    }
    Expr parameter = aggregate.parameter();
    boolean ofPartition = isOfPartition(aggregate.expr());
    if (ofPartition && (parameter == null || isLiteral(parameter))) {
      return parsed(PartialForms.of(aggregate, this::partial));
    }
    return new Expr.Aggregate(
        aggregate.op(),
        ofPartition
            ? parsed(PartialForms.plain(aggregate.expr().text(), this::partial))
            : rewrite(aggregate.expr()),
        parameter == null ? null : rewrite(parameter),
        aggregate.grouping(),
        aggregate.without(),
        aggregate.position());
  }

  /** Whether evaluating it in each partition and putting the results together gives the whole. */
  private boolean isOfPartition(Expr expr) {
    return switch (locality.of(expr)) {
      case Locality.OfOneCluster _, Locality.OfOneSeries _ -> known.test(expr);
      case Locality.Constant _, Locality.Mixed _ -> false;
    };
  }

  /** Whether there are at most as many results as there are series, and seldom as many. */
  private static boolean isFilter(Expr.Binary binary) {
    return (binary.op().isComparison() && !binary.returnBool())
        || binary.op() == BinaryOp.AND
        || binary.op() == BinaryOp.UNLESS;
  }

  private static boolean isLiteral(Expr expr) {
    return switch (expr.unwrapped()) {
      case Expr.NumberLiteral _, Expr.StringLiteral _ -> true;
      default -> false;
    };
  }

  private String partial(String expr, boolean perPartition) {
    String id = PartialSeries.id(expr, intervalMs, offsetMs);
    if (partials.stream().noneMatch(partial -> partial.id().equals(id))) {
      partials.add(new Partial(id, expr, intervalMs, offsetMs, perPartition, List.of()));
    }
    return PartialSeries.at(id);
  }

  private Expr parsed(String text) {
    Expr expr = parser.parse(text);
    return new Expr.Paren(expr, expr.position());
  }
}
