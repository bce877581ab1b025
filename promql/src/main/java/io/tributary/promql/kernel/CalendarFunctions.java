package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Function;
import java.time.LocalDate;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Parts of a date in UTC; the argument is in seconds since the epoch, cut to whole ones. */
final class CalendarFunctions {
  private static final long DAY = 86_400;
  private static final long MAX_EPOCH_DAY = LocalDate.MAX.toEpochDay();
  private static final long MIN_EPOCH_DAY = LocalDate.MIN.toEpochDay();

  private CalendarFunctions() {}

  static @Nullable DoubleUnaryOperator of(Function function) {
    return switch (function) {
      case MINUTE -> v -> Math.floor(Math.floorMod((long) v, 3_600L) / 60.0);
      case HOUR -> v -> Math.floor(Math.floorMod((long) v, DAY) / 3_600.0);
      case DAY_OF_WEEK -> v -> date(v).getDayOfWeek().getValue() % 7;
      case DAY_OF_MONTH -> v -> date(v).getDayOfMonth();
      case DAY_OF_YEAR -> v -> date(v).getDayOfYear();
      case DAYS_IN_MONTH -> v -> date(v).lengthOfMonth();
      case MONTH -> v -> date(v).getMonthValue();
      case YEAR -> v -> date(v).getYear();
      default -> null;
    };
  }

  private static LocalDate date(double seconds) {
    long day = Math.floorDiv((long) seconds, DAY);
    return LocalDate.ofEpochDay(Math.clamp(day, MIN_EPOCH_DAY, MAX_EPOCH_DAY));
  }
}
