package io.tributary.streams.template;

/** Numbers with four significant digits and a unit's prefix, for people. */
final class Humanize {
  private static final String[] LARGE = {"k", "M", "G", "T", "P", "E", "Z", "Y"};
  private static final String[] BINARY = {"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};
  private static final String[] SMALL = {"m", "u", "n", "p", "f", "a", "z", "y"};

  private Humanize() {}

  static String decimal(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return four(value);
    }
    return Math.abs(value) >= 1 ? divided(value, 1000, LARGE) : multiplied(value);
  }

  static String binary(double value) {
    if (Math.abs(value) <= 1 || !Double.isFinite(value)) {
      return four(value);
    }
    return divided(value, 1024, BINARY);
  }

  static String percentage(double ratio) {
    return four(ratio * 100) + "%";
  }

  /** From days to seconds in whole numbers; a part of a minute with four digits. */
  static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return four(seconds);
    }
    if (Math.abs(seconds) < 1) {
      return (seconds == 0 ? four(seconds) : multiplied(seconds)) + "s";
    }
    String sign = seconds < 0 ? "-" : "";
    long whole = (long) Math.abs(seconds);
    long days = whole / 86_400;
    long hours = whole / 3_600 % 24;
    long minutes = whole / 60 % 60;
    if (days != 0) {
      return "%s%dd %dh %dm %ds".formatted(sign, days, hours, minutes, whole % 60);
    }
    if (hours != 0) {
      return "%s%dh %dm %ds".formatted(sign, hours, minutes, whole % 60);
    }
    if (minutes != 0) {
      return "%s%dm %ds".formatted(sign, minutes, whole % 60);
    }
    return sign + four(Math.abs(seconds)) + "s";
  }

  private static String divided(double value, double base, String[] prefixes) {
    String prefix = "";
    double scaled = value;
    for (String next : prefixes) {
      if (Math.abs(scaled) < base) {
        break;
      }
      prefix = next;
      scaled /= base;
    }
    return four(scaled) + prefix;
  }

  private static String multiplied(double value) {
    String prefix = "";
    double scaled = value;
    for (String next : SMALL) {
      if (Math.abs(scaled) >= 1) {
        break;
      }
      prefix = next;
      scaled *= 1000;
    }
    return four(scaled) + prefix;
  }

  private static String four(double value) {
    return GoFloat.format(value, 'g', 4);
  }
}
