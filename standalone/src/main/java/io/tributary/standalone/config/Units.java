package io.tributary.standalone.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as Prometheus writes them, and sizes in bytes. */
final class Units {
  private static final Pattern DURATION =
      Pattern.compile(
          "(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?!s))?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12}) ?([KMGT]?)(i?)B?");

  private Units() {}

  /** Null where the text is no duration. */
  static @Nullable Duration duration(String text) {
    Matcher m = DURATION.matcher(text);
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    if (text.isEmpty() || !m.matches()) {
      return null;
    }
    return Duration.ofDays(part(m, 1))
        .plusHours(part(m, 2))
        .plusMinutes(part(m, 3))
        .plusSeconds(part(m, 4))
        .plusMillis(part(m, 5));
  }

  /** Negative where the text is no size. */
  static long bytes(String text) {
    Matcher m = SIZE.matcher(text);
    if (!m.matches()) {
      return -1;
    }
    long unit = m.group(3).isEmpty() ? 1000 : 1024;
    int power = m.group(2).isEmpty() ? 0 : 1 + "KMGT".indexOf(m.group(2));
    long bytes = Long.parseLong(m.group(1));
    for (int i = 0; i < power; i++) {
      bytes = Math.multiplyExact(bytes, unit);
    }
    return bytes;
  }

  private static long part(Matcher m, int group) {
    return m.group(group) == null ? 0 : Long.parseLong(m.group(group));
  }
}
