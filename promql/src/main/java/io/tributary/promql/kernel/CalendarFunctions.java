package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Function;
import java.time.LocalDate;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Parts of a date in UTC; the argument is in seconds since the epoch, cut to whole ones. */
final class CalendarFunctions {
  private static final long DAY = 86_400;

  /** The Gregorian calendar repeats after 400 years, weekdays included. */
  private static final long CYCLE_DAYS = 146_097;

  private static final int CYCLE_YEARS = 400;

  private CalendarFunctions() {}

  static @Nullable DoubleUnaryOperator of(Function function) {
    return switch (function) {
      case MINUTE -> v -> part(v, 3_600, 60);
      case HOUR -> v -> part(v, DAY, 3_600);
      case DAY_OF_WEEK -> v -> date(v).getDayOfWeek().getValue() % 7;
      case DAY_OF_MONTH -> v -> date(v).getDayOfMonth();
      case DAY_OF_YEAR -> v -> date(v).getDayOfYear();
      case DAYS_IN_MONTH -> v -> date(v).lengthOfMonth();
      case MONTH -> v -> date(v).getMonthValue();
      case YEAR -> v -> date(v).getYear() + CYCLE_YEARS * (double) cycles(v);
      default -> null;
    };
  }

  /**
   * Whole seconds. What no 64-bit integer holds, NaN too, becomes the last second of all, as a Go
   * program's does on amd64.
   */
  private static long seconds(double v) {
    return v >= -0x1p63 && v < 0x1p63 ? (long) v : Long.MAX_VALUE;
  }

  /** How many whole units of the last whole {@code of} have passed. */
  private static long part(double v, long of, long unit) {
    return Math.floorMod(seconds(v), of) / unit;
  }

  private static long day(double v) {
    return Math.floorDiv(seconds(v), DAY);
  }

  private static long cycles(double v) {
    return Math.floorDiv(day(v), CYCLE_DAYS);
  }

  /** The date in the 400 years from 1970 on that the calendar repeats. */
  private static LocalDate date(double v) {
    return LocalDate.ofEpochDay(Math.floorMod(day(v), CYCLE_DAYS));
  }
}
