package io.tributary.promql.syntax;

import java.nio.charset.StandardCharsets;

/** Reads UTF-8 one code point at a time, and can step back over the last one. */
final class Utf8Cursor {
  /** What {@link #next} gives behind the last byte. */
  static final int END = -1;

  /** What {@link #next} gives for bytes that are not UTF-8, one at a time. */
  static final int INVALID = 0xFFFD;

  private final byte[] text;
  private int position;
  private int width;

  Utf8Cursor(byte[] text) {
    this(text, 0);
  }

  /** Starts behind what has been read otherwise. */
  Utf8Cursor(byte[] text, int position) {
    this.text = text;
    this.position = position;
  }

  int position() {
    return position;
  }

  int length() {
    return text.length;
  }

  int next() {
    if (position >= text.length) {
      width = 0;
      return END;
    }
    byte first = text[position];
    if (first >= 0) {
      width = 1;
      position++;
      return first;
    }
    int c = decode(first);
    position += width;
    return c;
  }

  int peek() {
    int c = next();
    backUp();
    return c;
  }

  /** Steps back over what the last {@link #next} gave; once for each. */
  void backUp() {
    position -= width;
  }

  /** Steps back over as many ASCII characters. */
  void rewind(int characters) {
    position -= characters;
  }

  /** Moves on if the next character is one of these. */
  boolean accept(String ascii) {
    if (isNext(ascii)) {
      position++;
      width = 1;
      return true;
    }
    return false;
  }

  boolean isNext(String ascii) {
    return position < text.length && text[position] > 0 && ascii.indexOf(text[position]) >= 0;
  }

  /** The text from {@code start} to here. */
  String since(int start) {
    return new String(text, start, position - start, StandardCharsets.UTF_8);
  }

  private int decode(byte first) {
    int following;
    int c;
    int least;
    if ((first & 0xE0) == 0xC0) {
      following = 1;
      c = first & 0x1F;
      least = 0x80;
    } else if ((first & 0xF0) == 0xE0) {
      following = 2;
      c = first & 0x0F;
      least = 0x800;
    } else if ((first & 0xF8) == 0xF0) {
      following = 3;
      c = first & 0x07;
      least = 0x10000;
    } else {
      return invalid();
    }
    if (position + following >= text.length) {
      return invalid();
    }
    for (int i = 1; i <= following; i++) {
      byte b = text[position + i];
      if ((b & 0xC0) != 0x80) {
        return invalid();
      }
      c = (c << 6) | (b & 0x3F);
    }
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    if (c < least || c > Character.MAX_CODE_POINT || surrogate) {
      return invalid();
    }
    width = following + 1;
    return c;
  }

  private int invalid() {
    width = 1;
    return INVALID;
  }
}
