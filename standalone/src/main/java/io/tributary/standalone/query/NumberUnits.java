package io.tributary.standalone.query;

import java.util.Locale;

/** Numbers for a scale: four digits and a unit of thousands, {@code 1.25M}. */
final class NumberUnits {
  private static final String[] LARGE = {"", "k", "M", "G", "T", "P", "E"};
  private static final String[] SMALL = {"", "m", "µ", "n"};

  private NumberUnits() {}

  static String of(double number) {
    double size = Math.abs(number);
    if (size == 0) {
      return "0";
    }
    int unit = (int) Math.floor(Math.log10(size) / 3 + 1e-9);
    String[] units = unit < 0 ? SMALL : LARGE;
    if (Math.abs(unit) >= units.length) {
      return String.format(Locale.ROOT, "%.2e", number);
    }
    String digits = String.format(Locale.ROOT, "%.4g", number / Math.pow(1000, unit));
    String shortened =
        digits.contains(".") ? digits.replaceAll("0+$", "").replaceAll("\\.$", "") : digits;
    return shortened + units[Math.abs(unit)];
  }
}
