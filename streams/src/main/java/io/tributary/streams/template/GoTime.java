package io.tributary.streams.template;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * Instants as Go's {@code time.Time} formats them, always in UTC. A layout shows the reference
 * time, {@code Mon Jan 2 15:04:05 2006}, the way the time is to look.
 */
final class GoTime {
  private static final String DEFAULT = "2006-01-02 15:04:05.999999999 -0700 MST";

  /** The elements of a layout; of those that begin alike the longer comes first. */
  private static final String[] ELEMENTS = {
    "January", "Jan", "Monday", "Mon", "MST", "002", "01", "02", "03", "04", "05", "06", "2006",
    "_2006", "_2", "__2", "15", "1", "2", "3", "4", "5", "PM", "pm", "-07:00:00", "-070000",
    "-07:00", "-0700", "-07", "Z07:00:00", "Z070000", "Z07:00", "Z0700", "Z07"
  };

  private GoTime() {}

  static String print(Instant instant) {
    return format(instant, DEFAULT);
  }

  static String format(Instant instant, String layout) {
    OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < layout.length()) {
      int fraction = fractionLength(layout, at);
      if (fraction > 0) {
        out.append(fraction(time.getNano(), layout.substring(at, at + fraction)));
        at += fraction;
        continue;
      }
      String element = elementAt(layout, at);
      if (element.isEmpty()) {
        out.append(layout.charAt(at++));
      } else {
        out.append(element(time, element));
        at += element.length();
      }
    }
    return out.toString();
  }

  private static String elementAt(String layout, int at) {
    String longest = "";
    for (String element : ELEMENTS) {
      if (element.length() > longest.length() && layout.startsWith(element, at)) {
        longest = element;
      }
    }
    boolean word = longest.equals("Jan") || longest.equals("Mon");
    int next = at + longest.length();
    if (word && next < layout.length() && Character.isLowerCase(layout.charAt(next))) {
      return "";
    }
    return longest;
  }

  /** How long the fraction of a second at this place is ({@code .000} or {@code ,999}), or 0. */
  private static int fractionLength(String layout, int at) {
    char first = layout.charAt(at);
    if ((first != '.' && first != ',') || at + 1 == layout.length()) {
      return 0;
    }
    char digit = layout.charAt(at + 1);
    if (digit != '0' && digit != '9') {
      return 0;
    }
    int end = at + 1;
    while (end < layout.length() && layout.charAt(end) == digit) {
      end++;
    }
    boolean digitFollows = end < layout.length() && Character.isDigit(layout.charAt(end));
    return digitFollows || end - at > 10 ? 0 : end - at;
  }

  private static String fraction(int nanos, String element) {
    String digits = "%09d".formatted(nanos).substring(0, element.length() - 1);
    if (element.charAt(1) == '0') {
      return element.charAt(0) + digits;
    }
    int end = digits.length();
    while (end > 0 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return end == 0 ? "" : element.charAt(0) + digits.substring(0, end);
  }

  private static String element(OffsetDateTime time, String element) {
    int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
    return switch (element) {
      case "January" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "Jan" -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case "Monday" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "Mon" -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case "MST" -> "UTC";
      case "002" -> "%03d".formatted(time.getDayOfYear());
      case "__2" -> "%3d".formatted(time.getDayOfYear());
      case "01" -> "%02d".formatted(time.getMonthValue());
      case "1" -> Integer.toString(time.getMonthValue());
      case "02" -> "%02d".formatted(time.getDayOfMonth());
      case "2" -> Integer.toString(time.getDayOfMonth());
      case "_2" -> "%2d".formatted(time.getDayOfMonth());
      case "15" -> "%02d".formatted(time.getHour());
      case "03" -> "%02d".formatted(hour12);
      case "3" -> Integer.toString(hour12);
      case "04" -> "%02d".formatted(time.getMinute());
      case "4" -> Integer.toString(time.getMinute());
      case "05" -> "%02d".formatted(time.getSecond());
      case "5" -> Integer.toString(time.getSecond());
      case "06" -> "%02d".formatted(Math.floorMod(time.getYear(), 100));
      case "2006" -> "%04d".formatted(time.getYear());
      case "_2006" -> "_%04d".formatted(time.getYear());
      case "PM" -> time.getHour() < 12 ? "AM" : "PM";
      case "pm" -> time.getHour() < 12 ? "am" : "pm";
      default -> element.startsWith("Z") ? "Z" : "+" + element.substring(1).replaceAll("\\d", "0");
    };
  }
}
