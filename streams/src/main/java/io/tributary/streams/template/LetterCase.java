package io.tributary.streams.template;

/** Upper, lower and title case, letter by letter as Go maps them: no letter becomes two. */
final class LetterCase {
  /** What joins letters, by the rules of Unicode for the bounds of words (UAX 29). */
  private static final String JOINING =
      ".:'\u00b7\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff0e\uff1a";

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

  /**
   * The first letter of each word in title case, the others as they are. A point, a colon or an
   * apostrophe between two letters does not end a word: {@code Host.example}.
   */
  static String title(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int[] points = text.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      out.appendCodePoint(continues(points, i) ? points[i] : Character.toTitleCase(points[i]));
    }
    return out.toString();
  }

  /** Whether the character belongs to a word that has begun before it. */
  private static boolean continues(int[] points, int i) {
    if (i == 0) {
      return false;
    }
    int before = points[i - 1];
    if (before == '_' || Character.isLetterOrDigit(before)) {
      return true;
    }
    return JOINING.indexOf(before) >= 0 && i > 1 && Character.isLetter(points[i - 2]);
  }
}
