package io.tributary.promql.plan;

import io.tributary.promql.syntax.DurationExpr;

/**
 * Works out ranges, steps and offsets. Follows Prometheus: expressions in floating-point seconds,
 * cut to milliseconds.
 */
final class Durations {
  private final long stepMs;
  private final long rangeMs;

  /** For a query of this step and range; both 0 for an instant query. */
  Durations(long stepMs, long rangeMs) {
    this.stepMs = stepMs;
    this.rangeMs = rangeMs;
  }

  /** Milliseconds of an offset: any sign. */
  long offset(DurationExpr expr) {
    return millis(expr, seconds(expr));
  }

  /** Milliseconds of a range or step: more than 0. */
  long positive(DurationExpr expr) {
    double seconds = seconds(expr);
    if (seconds <= 0) {
      throw new PlanException(place(expr) + ": duration must be greater than 0");
    }
    return millis(expr, seconds);
  }

  private static long millis(DurationExpr expr, double seconds) {
    if (!(Math.abs(seconds) <= Long.MAX_VALUE / 1e9)) {
      throw new PlanException(place(expr) + ": duration is out of range");
    }
    return expr instanceof DurationExpr.Literal
        ? Math.round(seconds * 1000)
        : (long) (seconds * 1000);
  }

  private double seconds(DurationExpr expr) {
    return switch (expr) {
      case DurationExpr.Literal literal -> literal.seconds();
      case DurationExpr.Step _ -> stepMs / 1000.0;
      case DurationExpr.Range _ -> rangeMs / 1000.0;
      case DurationExpr.Negation negation -> -seconds(negation.operand());
      case DurationExpr.Paren paren -> seconds(paren.inner());
      case DurationExpr.Binary binary -> binary(binary);
    };
  }

  private double binary(DurationExpr.Binary binary) {
    double left = seconds(binary.left());
    double right = seconds(binary.right());
    return switch (binary.op()) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> {
        if (right == 0) {
          throw new PlanException(place(binary) + ": division by zero");
        }
        yield left / right;
      }
      case MODULO -> {
        if (right == 0) {
          throw new PlanException(place(binary) + ": modulo by zero");
        }
        yield left % right;
      }
      case POWER -> Math.pow(left, right);
      case MIN_OF -> Math.min(left, right);
      case MAX_OF -> Math.max(left, right);
    };
  }

  private static String place(DurationExpr expr) {
    return expr.position().start() + ":" + expr.position().end();
  }
}
