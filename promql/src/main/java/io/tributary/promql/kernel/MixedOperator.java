package io.tributary.promql.kernel;

import io.tributary.promql.syntax.BinaryOp;
import io.tributary.promql.syntax.Position;
import io.tributary.schemas.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/**
 * A binary operator at one step where a side may be a histogram. The result is left in its fields,
 * for the next one to overwrite. Threading: of one thread.
 */
public final class MixedOperator {
  /** Whether there is a result: the operator has a meaning and, as a comparison, holds. */
  public boolean keep;

  /** Whether the operator has a meaning for these operands. */
  public boolean meaningful;

  /** The result, where it is a float. */
  public double value;

  /** The result, where it is a histogram. */
  public @Nullable FloatHistogram histogram;

  private final BinaryOp op;
  private final Notes notes;
  private final Position position;
  private final HistogramOperators histograms;

  /** For the operator written at this place. */
  public MixedOperator(BinaryOp op, Notes notes, Position position) {
    this.op = op;
    this.notes = notes;
    this.position = position;
    this.histograms = new HistogramOperators(op, notes, position);
  }

  /** Applies the operator; of each side the float counts where there is no histogram. */
  public void apply(
      double left,
      @Nullable FloatHistogram leftHistogram,
      double right,
      @Nullable FloatHistogram rightHistogram) {
    keep = false;
    meaningful = false;
    histogram = null;
    if (leftHistogram != null && rightHistogram != null) {
      if (op == BinaryOp.EQUAL || op == BinaryOp.NOT_EQUAL) {
        meaningful = true;
        keep = leftHistogram.equals(rightHistogram) == (op == BinaryOp.EQUAL);
        histogram = leftHistogram;
      } else {
        histogram = histograms.combine(leftHistogram, rightHistogram);
        keep = meaningful = histogram != null;
      }
    } else if (leftHistogram != null) {
      histogram = histograms.combine(leftHistogram, right);
      keep = meaningful = histogram != null;
    } else if (rightHistogram != null) {
      histogram = histograms.combine(left, rightHistogram);
      keep = meaningful = histogram != null;
    } else {
      floats(left, right);
    }
  }

  private void floats(double left, double right) {
    switch (op.kind()) {
      case ARITHMETIC -> {
        meaningful = true;
        keep = true;
        value = FloatOperators.scalar(op).applyAsDouble(left, right);
      }
      case COMPARISON -> {
        meaningful = true;
        keep = FloatOperators.holds(op, left, right);
        value = left;
      }
      case TRIM -> notes.add(Note.incompatibleTypes("float", op.text(), "float"), position);
      case SET -> throw new IllegalArgumentException(op.text() + " works on whole series");
    }
  }
}
