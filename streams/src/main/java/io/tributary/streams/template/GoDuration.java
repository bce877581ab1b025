package io.tributary.streams.template;

import java.math.BigDecimal;

/**
 * Durations as Go's {@code time.Duration} prints them: {@code 1h2m3.5s}, {@code 1.5ms}, {@code 0s}.
 */
final class GoDuration {
  private static final long MICROSECOND = 1_000;
  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000_000_000;

  private GoDuration() {}

  static String print(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    BigDecimal size = BigDecimal.valueOf(nanos).abs();
    String sign = nanos < 0 ? "-" : "";
    long magnitude = Math.abs(nanos);
    if (magnitude > 0 && magnitude < SECOND) {
      if (magnitude < MICROSECOND) {
        return sign + magnitude + "ns";
      }
      return magnitude < MILLISECOND
          ? sign + decimal(size, MICROSECOND) + "µs"
          : sign + decimal(size, MILLISECOND) + "ms";
    }
    BigDecimal[] minutesAndRest = size.divideAndRemainder(BigDecimal.valueOf(60 * SECOND));
    long minutes = minutesAndRest[0].longValue();
    StringBuilder text = new StringBuilder(sign);
    if (minutes >= 60) {
      text.append(minutes / 60).append('h');
    }
    if (minutes > 0) {
      text.append(minutes % 60).append('m');
    }
    return text.append(decimal(minutesAndRest[1], SECOND)).append('s').toString();
  }

  private static String decimal(BigDecimal nanos, long unit) {
    BigDecimal value = nanos.divide(BigDecimal.valueOf(unit));
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
