package io.tributary.streams.eval;

import io.tributary.promql.syntax.AggregateOp;
import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.Function;
import io.tributary.promql.syntax.ValueType;
import io.tributary.promql.syntax.VectorMatching;
import io.tributary.streams.eval.Locality.Constant;
import io.tributary.streams.eval.Locality.Mixed;
import io.tributary.streams.eval.Locality.OfOneCluster;
import io.tributary.streams.eval.Locality.OfOneSeries;
import java.util.List;
import java.util.Set;

/**
 * Proves that an expression never mixes clusters: that evaluating it over the series of each
 * cluster alone, and putting the results together, gives what evaluating it over all series gives.
 *
 * <p>By induction over the expression. A selector's results carry their cluster's label, because
 * every series that comes in does and outputs of rules that are not proven are kept away. An
 * aggregation keeps that where its groups are told apart by the cluster, a binary operator where
 * its sides meet by it. Functions of each series by itself keep it always. {@code absent}, {@code
 * scalar} and {@code vector} never do: what they give depends on no series being there, or is of no
 * cluster.
 *
 * <p>Of a cluster that is spread over several partitions no partition has all series. What looks at
 * such a cluster keeps the property only as long as each result comes from one series: functions of
 * each series by itself, and arithmetic with constants.
 */
final class ClusterLocality {
  private final String clusterLabel;
  private final Set<String> sharded;

  /**
   * Proves for series with this label.
   *
   * @param sharded the clusters that are spread over several partitions
   */
  ClusterLocality(String clusterLabel, Set<String> sharded) {
    this.clusterLabel = clusterLabel;
    this.sharded = Set.copyOf(sharded);
  }

  Locality of(Expr expr) {
    return switch (expr) {
      case Expr.NumberLiteral _, Expr.StringLiteral _ -> new Constant();
      case Expr.VectorSelector selector -> ofSelector(selector);
      case Expr.MatrixSelector matrix -> ofSelector(matrix.selector());
      case Expr.Subquery subquery -> of(subquery.expr());
      case Expr.Paren paren -> of(paren.inner());
      case Expr.Unary unary -> of(unary.operand());
      case Expr.Aggregate aggregate -> ofAggregate(aggregate);
      case Expr.Binary binary -> ofBinary(binary);
      case Expr.Call call -> ofCall(call);
    };
  }

  private Locality ofSelector(Expr.VectorSelector selector) {
    for (String cluster : sharded) {
      if (selector.matchers().stream()
          .allMatch(m -> !m.name().equals(clusterLabel) || m.matches(cluster))) {
        return new OfOneSeries();
      }
    }
    return new OfOneCluster();
  }

  private Locality ofAggregate(Expr.Aggregate aggregate) {
    Expr parameter = aggregate.parameter();
    if (parameter != null && of(parameter) instanceof Mixed mixed) {
      return mixed;
    }
    Locality input = of(aggregate.expr());
    if (input instanceof Mixed) {
      return input;
    }
    // First: it would not be of one cluster either if none were spread.
    if (aggregate.grouping().contains(clusterLabel) == aggregate.without()) {
      return new Mixed(
          aggregate.op().text()
              + " puts series of several clusters into one group"
              + " (without \""
              + clusterLabel
              + "\" among its labels)");
    }
    if (input instanceof OfOneSeries) {
      return spread(aggregate.op().text());
    }
    if (aggregate.op() == AggregateOp.COUNT_VALUES
        && parameter != null
        && parameter.unwrapped() instanceof Expr.StringLiteral label
        && label.value().equals(clusterLabel)) {
      return new Mixed("count_values writes the label \"" + clusterLabel + "\"");
    }
    return new OfOneCluster();
  }

  private Locality ofBinary(Expr.Binary binary) {
    Locality left = of(binary.left());
    Locality right = of(binary.right());
    if (left instanceof Mixed) {
      return left;
    }
    if (right instanceof Mixed) {
      return right;
    }
    VectorMatching matching = binary.matching();
    if (matching != null && matching.labels().contains(clusterLabel) != matching.on()) {
      return new Mixed(
          "the sides of "
              + binary.op().text()
              + " meet without regard to \""
              + clusterLabel
              + "\"");
    }
    boolean ofSeries = left instanceof OfOneSeries || right instanceof OfOneSeries;
    if (matching != null && ofSeries) {
      return spread(binary.op().text());
    }
    if (ofSeries) {
      return new OfOneSeries();
    }
    return left instanceof Constant && right instanceof Constant
        ? new Constant()
        : new OfOneCluster();
  }

  private static Mixed spread(String what) {
    return new Mixed(
        what + " needs series together of a cluster that is spread over several partitions");
  }

  private Locality ofCall(Expr.Call call) {
    Function function = call.function();
    List<Expr> arguments = call.arguments();
    switch (function) {
      case ABSENT, ABSENT_OVER_TIME, SCALAR -> {
        return new Mixed(function.text() + " looks at the series of all clusters at once");
      }
      case INFO -> {
        return new Mixed("info joins series without regard to \"" + clusterLabel + "\"");
      }
      case VECTOR -> {
        return new Mixed("vector gives a result of no cluster");
      }
      case LABEL_REPLACE, LABEL_JOIN -> {
        if (!(arguments.get(1).unwrapped() instanceof Expr.StringLiteral target)
            || target.value().equals(clusterLabel)) {
          return new Mixed(function.text() + " writes the label \"" + clusterLabel + "\"");
        }
      }
      default -> {}
    }
    boolean ofCluster = false;
    boolean ofSeries = false;
    for (Expr argument : arguments) {
      Locality locality = of(argument);
      if (locality instanceof Mixed) {
        return locality;
      }
      ofCluster |= locality instanceof OfOneCluster;
      ofSeries |= locality instanceof OfOneSeries;
    }
    if (ofSeries) {
      return joinsBuckets(function) ? spread(function.text()) : new OfOneSeries();
    }
    if (ofCluster) {
      return new OfOneCluster();
    }
    return function.returnType() == ValueType.VECTOR
        ? new Mixed(function.text() + "() gives a result of no cluster")
        : new Constant();
  }

  /** Whether it puts the buckets of classic histograms together, each of which is a series. */
  private static boolean joinsBuckets(Function function) {
    return switch (function) {
      case HISTOGRAM_QUANTILE, HISTOGRAM_QUANTILES, HISTOGRAM_FRACTION -> true;
      default -> false;
    };
  }
}
