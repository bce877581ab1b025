package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Function;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of one float. */
public final class FloatFunctions {
  private static final double LN2 = Math.log(2);

  private FloatFunctions() {}

  /** The function, or null where it is none of one float. */
  public static @Nullable DoubleUnaryOperator of(Function function) {
    return switch (function) {
      case ABS -> Math::abs;
      case CEIL -> Math::ceil;
      case FLOOR -> Math::floor;
      case EXP -> Math::exp;
      case SQRT -> Math::sqrt;
      case LN -> Math::log;
      case LOG2 -> FloatFunctions::log2;
      case LOG10 -> Math::log10;
      case SGN -> Math::signum;
      case SIN -> Math::sin;
      case COS -> Math::cos;
      case TAN -> Math::tan;
      case ASIN -> Math::asin;
      case ACOS -> Math::acos;
      case ATAN -> Math::atan;
      case SINH -> Math::sinh;
      case COSH -> Math::cosh;
      case TANH -> Math::tanh;
      case ASINH -> FloatFunctions::asinh;
      case ACOSH -> FloatFunctions::acosh;
      case ATANH -> FloatFunctions::atanh;
      case RAD -> v -> v * Math.PI / 180;
      case DEG -> v -> v * 180 / Math.PI;
      case MINUTE, HOUR, DAY_OF_WEEK, DAY_OF_MONTH, DAY_OF_YEAR, DAYS_IN_MONTH, MONTH, YEAR ->
          CalendarFunctions.of(function);
      default -> null;
    };
  }

  /** Rounds to a multiple, halves up. */
  public static double round(double value, double toNearest) {
    double inverse = 1.0 / toNearest;
    return Math.floor(value * inverse + 0.5) / inverse;
  }

  /** Brings a value into a range that is not empty. */
  public static double clamp(double value, double min, double max) {
    return FloatMath.max(min, FloatMath.min(max, value));
  }

  /** The larger; an infinity wins over NaN. */
  public static double max(double a, double b) {
    return FloatMath.max(a, b);
  }

  /** The smaller; an infinity wins over NaN. */
  public static double min(double a, double b) {
    return FloatMath.min(a, b);
  }

  /** Exact for powers of two. */
  private static double log2(double v) {
    if (!(v > 0) || Double.isInfinite(v)) {
      return Math.log(v);
    }
    int exponent = Math.getExponent(v);
    if (exponent < Double.MIN_EXPONENT) {
      return log2(v * 0x1p54) - 54;
    }
    // v = fraction * 2^(exponent + 1) with 0.5 <= fraction < 1
    double fraction = Math.scalb(v, -(exponent + 1));
    return fraction == 0.5 ? exponent : Math.log(fraction) * (1 / LN2) + (exponent + 1);
  }

  private static double asinh(double v) {
    double x = Math.abs(v);
    double result;
    if (x > 0x1p28) {
      result = Math.log(x) + LN2;
    } else if (x > 2) {
      result = Math.log(2 * x + 1 / (Math.sqrt(x * x + 1) + x));
    } else if (x < 0x1p-28) {
      result = x;
    } else {
      result = Math.log1p(x + x * x / (1 + Math.sqrt(1 + x * x)));
    }
    return Math.copySign(result, v);
  }

  private static double acosh(double v) {
    if (v < 1 || Double.isNaN(v)) {
      return Double.NaN;
    }
    if (v == 1) {
      return 0;
    }
    if (v >= 0x1p28) {
      return Math.log(v) + LN2;
    }
    if (v > 2) {
      return Math.log(2 * v - 1 / (v + Math.sqrt(v * v - 1)));
    }
    double t = v - 1;
    return Math.log1p(t + Math.sqrt(2 * t + t * t));
  }

  private static double atanh(double v) {
    double x = Math.abs(v);
    double result;
    if (x > 1 || Double.isNaN(v)) {
      return Double.NaN;
    } else if (x == 1) {
      result = Double.POSITIVE_INFINITY;
    } else if (x < 0x1p-28) {
      result = x;
    } else if (x < 0.5) {
      double t = x + x;
      result = 0.5 * Math.log1p(t + t * x / (1 - x));
    } else {
      result = 0.5 * Math.log1p((x + x) / (1 - x));
    }
    return Math.copySign(result, v);
  }
}
