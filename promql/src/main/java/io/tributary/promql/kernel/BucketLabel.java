package io.tributary.promql.kernel;

import com.google.re2j.Pattern;
import java.util.Locale;

/** The label of a classic histogram's buckets that says up to where they count. */
public final class BucketLabel {
  /** Its name. */
  public static final String NAME = "le";

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private BucketLabel() {}

  /** The bound that the label's value spells, NaN where it spells none. */
  public static double bound(String value) {
    if (DECIMAL.matches(value)) {
      return Double.parseDouble(value);
    }
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }
}
