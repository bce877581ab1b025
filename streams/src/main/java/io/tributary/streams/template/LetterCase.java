package io.tributary.streams.template;

/** Upper, lower and title case, letter by letter as Go maps them: no letter becomes two. */
final class LetterCase {
  private LetterCase() {}

  static String upper(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().map(Character::toUpperCase).forEach(out::appendCodePoint);
    return out.toString();
  }

  static String lower(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().map(Character::toLowerCase).forEach(out::appendCodePoint);
    return out.toString();
  }

  /** The first letter of each word in title case, the others as they are. */
  static String title(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int before = ' ';
    for (int c : text.codePoints().toArray()) {
      out.appendCodePoint(separates(before) ? Character.toTitleCase(c) : c);
      before = c;
    }
    return out.toString();
  }

  private static boolean separates(int c) {
    if (c == '_' || Character.isLetterOrDigit(c)) {
      return false;
    }
    return c < 0x80 || Character.isWhitespace(c);
  }
}
