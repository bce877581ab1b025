package io.tributary.promql.kernel;

import io.tributary.promql.syntax.BinaryOp;
import io.tributary.promql.syntax.Position;
import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.histogram.HistogramSum;
import org.jspecify.annotations.Nullable;

/**
 * Binary operators with a native histogram on a side at least. What an operator cannot do is noted
 * and gives nothing.
 */
final class HistogramOperators {
  private static final String HISTOGRAM = "histogram";
  private static final String FLOAT = "float";

  private final BinaryOp op;
  private final Notes notes;
  private final Position position;

  /** The operator {@code op}, whose expression is written at {@code position}. */
  HistogramOperators(BinaryOp op, Notes notes, Position position) {
    this.op = op;
    this.notes = notes;
    this.position = position;
  }

  /** Of two histograms: a histogram, or null where there is none. */
  @Nullable FloatHistogram combine(FloatHistogram left, FloatHistogram right) {
    return switch (op) {
      case ADD -> add(left, right);
      case SUBTRACT -> subtract(left, right);
      case EQUAL -> left.equals(right) ? left : null;
      case NOT_EQUAL -> left.equals(right) ? null : left;
      case MULTIPLY,
          DIVIDE,
          MODULO,
          POWER,
          ATAN2,
          GREATER,
          GREATER_OR_EQUAL,
          LESS,
          LESS_OR_EQUAL,
          TRIM_UPPER,
          TRIM_LOWER ->
          impossible(HISTOGRAM, HISTOGRAM);
      case AND, OR, UNLESS -> throw new IllegalArgumentException(op.text() + " is a set operator");
    };
  }

  /** Of a histogram and a float: a histogram, or null where there is none. */
  @Nullable FloatHistogram combine(FloatHistogram left, double right) {
    return switch (op) {
      case MULTIPLY -> left.times(right);
      case DIVIDE -> left.dividedBy(right);
      case TRIM_UPPER -> left.withoutAbove(right);
      case TRIM_LOWER -> left.withoutBelow(right);
      case ADD,
          SUBTRACT,
          MODULO,
          POWER,
          ATAN2,
          EQUAL,
          NOT_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          LESS,
          LESS_OR_EQUAL ->
          impossible(HISTOGRAM, FLOAT);
      case AND, OR, UNLESS -> throw new IllegalArgumentException(op.text() + " is a set operator");
    };
  }

  /** Of a float and a histogram: a histogram, or null where there is none. */
  @Nullable FloatHistogram combine(double left, FloatHistogram right) {
    return op == BinaryOp.MULTIPLY ? right.times(left) : impossible(FLOAT, HISTOGRAM);
  }

  private @Nullable FloatHistogram impossible(String left, String right) {
    notes.add(Note.incompatibleTypes(left, op.text(), right), position);
    return null;
  }

  private @Nullable FloatHistogram add(FloatHistogram left, FloatHistogram right) {
    if (!left.compatible(right)) {
      notes.add(Note.incompatibleBuckets(op.text()), position);
      return null;
    }
    return noted(new HistogramSum(left).add(right), "addition");
  }

  private @Nullable FloatHistogram subtract(FloatHistogram left, FloatHistogram right) {
    if (!left.compatible(right)) {
      notes.add(Note.incompatibleBuckets(op.text()), position);
      return null;
    }
    return noted(new HistogramSum(left).subtract(right), "subtraction")
        .withHint(CounterReset.GAUGE);
  }

  private FloatHistogram noted(HistogramSum sum, String operation) {
    if (sum.hintsCollided()) {
      notes.add(Note.counterResetCollision(operation), position);
    }
    if (sum.boundsReconciled()) {
      notes.add(Note.mismatchedCustomBuckets(operation), position);
    }
    return sum.result();
  }
}
