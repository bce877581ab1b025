package io.tributary.promql.syntax;

/** Finds the end of a quoted string and sees whether its escapes are of the language. */
final class StringScanner {
  private final Utf8Cursor in;
  private final int quote;

  /** The opening quote has been read. */
  StringScanner(Utf8Cursor in, int quote) {
    this.in = in;
    this.quote = quote;
  }

  /**
   * Moves behind the closing quote.
   *
   * @return what is wrong with the string, or the empty string
   */
  String scan() {
    boolean raw = quote == '`';
    while (true) {
      int c = in.next();
      if (c == quote) {
        return "";
      }
      if (c == Utf8Cursor.INVALID) {
        return "invalid UTF-8 rune";
      }
      if (raw && c == Utf8Cursor.END) {
        return "unterminated raw string";
      }
      if (!raw && (c == Utf8Cursor.END || c == '\n')) {
        return "unterminated quoted string";
      }
      if (!raw && c == '\\') {
        String wrong = escape();
        if (!wrong.isEmpty()) {
          return wrong;
        }
      }
    }
  }

  private String escape() {
    int c = in.next();
    return switch (c) {
      case 'a', 'b', 'f', 'n', 'r', 't', 'v', '\\' -> "";
      case '0', '1', '2', '3', '4', '5', '6', '7' -> code(c, 3, 8, 255);
      case 'x' -> code(in.next(), 2, 16, 255);
      case 'u' -> code(in.next(), 4, 16, Character.MAX_CODE_POINT);
      case 'U' -> code(in.next(), 8, 16, Character.MAX_CODE_POINT);
      case Utf8Cursor.END -> "escape sequence not terminated";
      default -> c == quote ? "" : "unknown escape sequence " + Quoting.unicode(c);
    };
  }

  private String code(int first, int digits, int base, int max) {
    long value = 0;
    int c = first;
    for (int i = 0; i < digits; i++) {
      if (i > 0) {
        c = in.next();
      }
      int digit = c < 0x80 ? Character.digit(c, base) : -1;
      if (c == Utf8Cursor.END) {
        return "escape sequence not terminated";
      }
      if (digit < 0) {
        return "illegal character " + Quoting.unicode(c) + " in escape sequence";
      }
      value = value * base + digit;
    }
    boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
    return value > max || surrogate ? "escape sequence is an invalid Unicode code point" : "";
  }
}
