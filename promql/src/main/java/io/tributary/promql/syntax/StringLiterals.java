package io.tributary.promql.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a quoted string, which the lexer has accepted, stands for. */
final class StringLiterals {
  private StringLiterals() {}

  /**
   * The text of a token, without its quotes and escapes. Bytes given as {@code \xFF} or {@code
   * \377} that make no UTF-8 become replacement characters.
   */
  static String unquote(String quoted) {
    String inner = quoted.substring(1, quoted.length() - 1);
    if (quoted.charAt(0) == '`' || inner.indexOf('\\') < 0) {
      return inner;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(inner.length());
    int i = 0;
    while (i < inner.length()) {
      int c = inner.codePointAt(i);
      i += Character.charCount(c);
      i = c == '\\' ? escape(inner, i, out) : add(out, c, i);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Adds what the escape at {@code i}, after its backslash, stands for; gives where it ends. */
  private static int escape(String in, int i, ByteArrayOutputStream out) {
    char c = in.charAt(i);
    return switch (c) {
      case 'a' -> add(out, 0x07, i + 1);
      case 'b' -> add(out, '\b', i + 1);
      case 'f' -> add(out, '\f', i + 1);
      case 'n' -> add(out, '\n', i + 1);
      case 'r' -> add(out, '\r', i + 1);
      case 't' -> add(out, '\t', i + 1);
      case 'v' -> add(out, 0x0b, i + 1);
      case 'x' -> {
        out.write(Integer.parseInt(in, i + 1, i + 3, 16));
        yield i + 3;
      }
      case 'u' -> add(out, Integer.parseInt(in, i + 1, i + 5, 16), i + 5);
      case 'U' -> add(out, Integer.parseInt(in, i + 1, i + 9, 16), i + 9);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        out.write(Integer.parseInt(in, i, i + 3, 8));
        yield i + 3;
      }
      default -> add(out, c, i + 1);
    };
  }

  private static int add(ByteArrayOutputStream out, int codePoint, int next) {
    if (codePoint < 0x80) {
      out.write(codePoint);
    } else {
      out.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    }
    return next;
  }
}
