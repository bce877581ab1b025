package io.tributary.streams.template;

/** The flags, the width and the precision of one formatting verb. */
final class FormatSpec {
  /** No width, no precision. */
  static final int NONE = Integer.MIN_VALUE;

  boolean left;
  boolean plus;
  boolean sharp;
  boolean space;
  boolean zero;
  int width = NONE;
  int precision = NONE;

  /** Takes a flag; false where the character is none. */
  boolean flag(char c) {
    switch (c) {
      case '-' -> {
        left = true;
        zero = false;
      }
      case '+' -> plus = true;
      case '#' -> sharp = true;
      case ' ' -> space = true;
      case '0' -> zero = !left;
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Fills up to the width, in characters. */
  void pad(StringBuilder out, String text, boolean zeros) {
    int missing = width - text.codePointCount(0, text.length());
    if (width == NONE || missing <= 0) {
      out.append(text);
    } else if (left) {
      out.append(text).append(" ".repeat(missing));
    } else {
      out.append((zeros ? "0" : " ").repeat(missing)).append(text);
    }
  }

  /** Fills up a number; zeros go between its sign and its digits. */
  void padNumber(StringBuilder out, String sign, String digits) {
    int missing = width - sign.length() - digits.length();
    if (zero && width != NONE && missing > 0) {
      out.append(sign).append("0".repeat(missing)).append(digits);
    } else {
      pad(out, sign + digits, false);
    }
  }

  /** The sign that a number is printed with. */
  String sign(boolean negative) {
    return negative ? "-" : plus ? "+" : space ? " " : "";
  }
}
