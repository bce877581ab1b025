package io.tributary.promql.kernel;

import io.tributary.promql.syntax.BinaryOp;
import io.tributary.promql.syntax.Position;
import io.tributary.schemas.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/**
 * A binary operator at one step where at least one side is a histogram. The result is left in its
 * fields, for the next one to overwrite. Threading: of one thread.
 */
public final class MixedOperator {
  /** Whether there is a result; a comparison that does not hold has none, but {@link #matched}. */
  public boolean keep;

  /** Whether the operator has a meaning for these operands. */
  public boolean matched;

  /** The result, where it is a float. */
  public double value;

  /** The result, where it is a histogram. */
  public @Nullable FloatHistogram histogram;

  private final BinaryOp op;
  private final HistogramOperators operators;
  private final Notes notes;
  private final Position position;

  /** For the operator written at this place. */
  public MixedOperator(BinaryOp op, Notes notes, Position position) {
    this.op = op;
    this.operators = new HistogramOperators(op, notes, position);
    this.notes = notes;
    this.position = position;
  }

  /** Applies the operator; of each side the float counts where there is no histogram. */
  public void apply(
      double left,
      @Nullable FloatHistogram leftHistogram,
      double right,
      @Nullable FloatHistogram rightHistogram) {
    keep = false;
    matched = false;
    histogram = null;
    if (leftHistogram != null && rightHistogram != null) {
      histograms(leftHistogram, rightHistogram);
    } else if (leftHistogram != null) {
      result(operators.combine(leftHistogram, right));
    } else if (rightHistogram != null) {
      result(operators.combine(left, rightHistogram));
    } else {
      floats(left, right);
    }
  }

  private void histograms(FloatHistogram left, FloatHistogram right) {
    if (op == BinaryOp.EQUAL || op == BinaryOp.NOT_EQUAL) {
      matched = true;
      keep = left.equals(right) == (op == BinaryOp.EQUAL);
      histogram = left;
    } else {
      result(operators.combine(left, right));
    }
  }

  private void result(@Nullable FloatHistogram result) {
    histogram = result;
    matched = result != null;
    keep = matched;
  }

  private void floats(double left, double right) {
    switch (op.kind()) {
      case ARITHMETIC -> {
        matched = true;
        keep = true;
        value = FloatOperators.scalar(op).applyAsDouble(left, right);
      }
      case COMPARISON -> {
        matched = true;
        keep = FloatOperators.holds(op, left, right);
        value = left;
      }
      case TRIM -> notes.add(Note.incompatibleTypes("float", op.text(), "float"), position);
      case SET -> throw new IllegalArgumentException(op.text() + " works on whole series");
    }
  }
}
