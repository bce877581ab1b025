package io.tributary.promql.syntax;

import java.util.Locale;

/** Names and strings as the lexer takes them back. */
final class Quoting {
  private Quoting() {}

  /** Whether a metric of this name needs no quotes. */
  static boolean isClassicMetricName(String name) {
    return isClassic(name, true);
  }

  /** The name of a label, in quotes if it needs them. */
  static String labelName(String name) {
    return isClassic(name, false) ? name : string(name);
  }

  private static boolean isClassic(String name, boolean colons) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (colons && c == ':');
      if (!letter && !(i > 0 && c >= '0' && c <= '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** The character in single quotes, escaped as Go's {@code %q} does. */
  static String character(int c) {
    if (c == '\'') {
      return "'\\''";
    }
    if (c == '"') {
      return "'\"'";
    }
    StringBuilder out = new StringBuilder("'");
    escape(out, c < 0 ? Utf8Cursor.INVALID : c);
    return out.append('\'').toString();
  }

  /** The character as {@code U+0063 'c'}. */
  static String unicode(int c) {
    String code = String.format(Locale.ROOT, "U+%04X", c);
    return isPrintable(c) ? code + " '" + Character.toString(c) + "'" : code;
  }

  /** The text in double quotes, escaped as Go's {@code strconv.Quote} does. */
  static String string(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> escape(out, c));
    return out.append('"').toString();
  }

  private static void escape(StringBuilder out, int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case 0x07 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0x0b -> out.append("\\v");
      default -> {
        // The lexer takes a replacement character for bytes that are not UTF-8.
        if (isPrintable(c) && c != Utf8Cursor.INVALID) {
          out.appendCodePoint(c);
        } else if (c < 0x80) {
          out.append(String.format(Locale.ROOT, "\\x%02x", c));
        } else if (c < 0x10000) {
          out.append(String.format(Locale.ROOT, "\\u%04x", c));
        } else {
          out.append(String.format(Locale.ROOT, "\\U%08x", c));
        }
      }
    }
  }

  private static boolean isPrintable(int c) {
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
}
