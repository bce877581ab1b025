package io.tributary.promql.kernel;

import static io.tributary.promql.kernel.Row.ABSENT;
import static io.tributary.promql.kernel.Row.isAbsent;

import io.tributary.promql.syntax.BinaryOp;
import java.util.function.DoubleBinaryOperator;

/** Binary operators on floats. */
public final class FloatOperators {
  private FloatOperators() {}

  /** The operator between scalars; a comparison gives 0 or 1. */
  public static DoubleBinaryOperator scalar(BinaryOp op) {
    return switch (op) {
      case ADD -> (a, b) -> a + b;
      case SUBTRACT -> (a, b) -> a - b;
      case MULTIPLY -> (a, b) -> a * b;
      case DIVIDE -> (a, b) -> a / b;
      case MODULO -> (a, b) -> a % b;
      case POWER -> FloatMath::pow;
      case ATAN2 -> Math::atan2;
      case EQUAL, NOT_EQUAL, GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL ->
          (a, b) -> holds(op, a, b) ? 1 : 0;
      case AND, OR, UNLESS, TRIM_UPPER, TRIM_LOWER ->
          throw new IllegalArgumentException(op.text() + " is no operator on scalars");
    };
  }

  /** Whether a comparison holds. */
  public static boolean holds(BinaryOp op, double a, double b) {
    return switch (op) {
      case EQUAL -> a == b;
      case NOT_EQUAL -> a != b;
      case GREATER -> a > b;
      case GREATER_OR_EQUAL -> a >= b;
      case LESS -> a < b;
      case LESS_OR_EQUAL -> a <= b;
      case AND,
          OR,
          UNLESS,
          ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          MODULO,
          ATAN2,
          POWER,
          TRIM_UPPER,
          TRIM_LOWER ->
          throw new IllegalArgumentException(op.text() + " is no comparison");
    };
  }

  /**
   * The operator at each step where both sides have a float. The loops are written out by operator
   * so that each is a plain loop over arrays; {@code out} may be one of the operands.
   */
  public static void arithmetic(BinaryOp op, double[] left, double[] right, double[] out) {
    int n = out.length;
    switch (op) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          double a = left[i];
          double b = right[i];
          out[i] = isAbsent(a) || isAbsent(b) ? ABSENT : a + b;
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < n; i++) {
          double a = left[i];
          double b = right[i];
          out[i] = isAbsent(a) || isAbsent(b) ? ABSENT : a - b;
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < n; i++) {
          double a = left[i];
          double b = right[i];
          out[i] = isAbsent(a) || isAbsent(b) ? ABSENT : a * b;
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < n; i++) {
          double a = left[i];
          double b = right[i];
          out[i] = isAbsent(a) || isAbsent(b) ? ABSENT : a / b;
        }
      }
      case MODULO, POWER, ATAN2 -> {
        DoubleBinaryOperator f = scalar(op);
        for (int i = 0; i < n; i++) {
          double a = left[i];
          double b = right[i];
          out[i] = isAbsent(a) || isAbsent(b) ? ABSENT : f.applyAsDouble(a, b);
        }
      }
      case AND,
          OR,
          UNLESS,
          EQUAL,
          NOT_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          LESS,
          LESS_OR_EQUAL,
          TRIM_UPPER,
          TRIM_LOWER ->
          throw new IllegalArgumentException(op.text() + " is no arithmetic operator");
    }
  }

  /**
   * At each step where both have a float and the comparison holds, {@code kept}'s; else nothing.
   */
  public static void filter(
      BinaryOp op, double[] left, double[] right, double[] kept, double[] out) {
    for (int i = 0; i < out.length; i++) {
      double a = left[i];
      double b = right[i];
      out[i] = !isAbsent(a) && !isAbsent(b) && holds(op, a, b) ? kept[i] : ABSENT;
    }
  }

  /** At each step where both have a float, 1 where the comparison holds and else 0. */
  public static void truth(BinaryOp op, double[] left, double[] right, double[] out) {
    for (int i = 0; i < out.length; i++) {
      double a = left[i];
      double b = right[i];
      out[i] = isAbsent(a) || isAbsent(b) ? ABSENT : holds(op, a, b) ? 1 : 0;
    }
  }
}
