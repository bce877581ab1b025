package io.tributary.streams.template;

/** Go's quoted strings: what {@code strconv.Quote} and {@code strconv.Unquote} do. */
final class GoQuote {
  private static final String HEX = "0123456789abcdef";

  private GoQuote() {}

  /** In double quotes, with everything escaped that does not print. */
  static String quote(String text) {
    return quote(text, '"', false);
  }

  /** In double quotes and plain ASCII. */
  static String quoteAscii(String text) {
    return quote(text, '"', true);
  }

  /** One character in single quotes. */
  static String quoteChar(int codePoint, boolean ascii) {
    return quote(Character.toString(codePoint), '\'', ascii);
  }

  private static String quote(String text, char mark, boolean ascii) {
    StringBuilder out = new StringBuilder(text.length() + 2).append(mark);
    text.codePoints().forEach(c -> escape(out, c, mark, ascii));
    return out.append(mark).toString();
  }

  private static void escape(StringBuilder out, int c, char mark, boolean ascii) {
    if (c == mark || c == '\\') {
      out.append('\\').append((char) c);
    } else if (printable(c) && (c < 0x80 || !ascii)) {
      out.appendCodePoint(c);
    } else {
      switch (c) {
        case 7 -> out.append("\\a");
        case 8 -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case 11 -> out.append("\\v");
        default -> {
          if (c < ' ' || c == 0x7f) {
            hex(out.append("\\x"), c, 2);
          } else if (c < 0x10000) {
            hex(out.append("\\u"), c, 4);
          } else {
            hex(out.append("\\U"), c, 8);
          }
        }
      }
    }
  }

  private static void hex(StringBuilder out, int c, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      out.append(HEX.charAt((c >> shift) & 0xf));
    }
  }

  /**
   * Whether Go calls the character printable: letters, marks, numbers, signs and the plain blank.
   */
  static boolean printable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  /**
   * The text that a quoted literal of Go stands for; its quotes included, of any of the three
   * kinds.
   *
   * @throws IllegalArgumentException {@code invalid syntax}, where it is not one
   */
  static String unquote(String literal) {
    int end = literal.length() - 1;
    if (end < 1 || literal.charAt(0) != literal.charAt(end)) {
      throw invalid();
    }
    char mark = literal.charAt(0);
    String body = literal.substring(1, end);
    if (mark == '`') {
      return body.replace("\r", "");
    }
    return new Unquoting(body, mark).text();
  }

  static IllegalArgumentException invalid() {
    return new IllegalArgumentException("invalid syntax");
  }
}
