package io.tributary.promql.script;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of start timestamps, each relative to the time of its sample: {@code _}, {@code _x3},
 * {@code -30s}, {@code -30sx3} and {@code -30s-1mx3}.
 */
final class StartTimestamps {
  private static final String DURATION = "(?:0|[0-9]+(?:ms|[smhdwy]))";
  private static final Pattern ITEM =
      Pattern.compile(
          "(?:(_)|([+-]?)(" + DURATION + ")(?:([+-])(" + DURATION + "))?)(?:x([0-9]{1,6}))?");

  private StartTimestamps() {}

  static List<@Nullable Long> parse(String items, ScriptLines lines) {
    List<@Nullable Long> offsets = new ArrayList<>();
    for (String text : items.split("\\s+")) {
      Matcher item = ITEM.matcher(text);
      if (!item.matches()) {
        throw lines.error("not a start timestamp: \"" + text + "\"");
      }
      String repeat = item.group(6);
      int times = repeat == null ? 0 : Integer.parseInt(repeat);
      if (item.group(1) != null) {
        for (int i = 0; i < (repeat == null ? 1 : times); i++) {
          offsets.add(null);
        }
        continue;
      }
      long offset = signed(item.group(2), item.group(3), lines);
      long delta = item.group(5) == null ? 0 : signed(item.group(4), item.group(5), lines);
      for (int i = 0; i <= times; i++) {
        offsets.add(offset + i * delta);
      }
    }
    return offsets;
  }

  private static long signed(String sign, String duration, ScriptLines lines) {
    long ms = lines.durationMs(duration);
    return sign.equals("-") ? -ms : ms;
  }
}
