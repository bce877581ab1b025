package io.tributary.streams.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Resolves the escapes of one quoted literal of Go. Byte escapes ({@code \xff}) may build UTF-8
 * together, so the text is put together as bytes.
 */
final class Unquoting {
  private final String body;
  private final char mark;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int at;

  Unquoting(String body, char mark) {
    this.body = body;
    this.mark = mark;
  }

  String text() {
    while (at < body.length()) {
      int c = body.codePointAt(at);
      at += Character.charCount(c);
      if (c == '\n' || c == mark) {
        throw GoQuote.invalid();
      }
      if (c == '\\') {
        escape();
      } else {
        character(c);
      }
    }
    return bytes.toString(UTF_8);
  }

  private void escape() {
    if (at == body.length()) {
      throw GoQuote.invalid();
    }
    char c = body.charAt(at++);
    switch (c) {
      case 'a' -> bytes.write(7);
      case 'b' -> bytes.write('\b');
      case 'f' -> bytes.write('\f');
      case 'n' -> bytes.write('\n');
      case 'r' -> bytes.write('\r');
      case 't' -> bytes.write('\t');
      case 'v' -> bytes.write(11);
      case '\\' -> bytes.write('\\');
      case 'x' -> bytes.write(number(2, 16));
      case 'u' -> character(number(4, 16));
      case 'U' -> character(number(8, 16));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        int octal = number(3, 8);
        if (octal > 0xff) {
          throw GoQuote.invalid();
        }
        bytes.write(octal);
      }
      default -> {
        if (c != mark) {
          throw GoQuote.invalid();
        }
        bytes.write(c);
      }
    }
  }

  private int number(int digits, int radix) {
    if (at + digits > body.length()) {
      throw GoQuote.invalid();
    }
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(body.charAt(at++), radix);
      if (digit < 0) {
        throw GoQuote.invalid();
      }
      value = value * radix + digit;
    }
    if (value > Integer.MAX_VALUE) {
      throw GoQuote.invalid();
    }
    return (int) value;
  }

  private void character(int c) {
    if (!Character.isValidCodePoint(c) || (c >= 0xd800 && c < 0xe000)) {
      throw GoQuote.invalid();
    }
    bytes.writeBytes(Character.toString(c).getBytes(UTF_8));
  }
}
