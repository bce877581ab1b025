package io.tributary.schemas.labels;

/**
 * The order of label names and values: that of their UTF-8 bytes, which is that of their code
 * points.
 */
public final class LabelOrder {
  private LabelOrder() {}

  /**
   * Compares by code points. {@link String#compareTo} compares UTF-16 units, which puts the
   * surrogates of U+10000 and above before U+E000..U+FFFF.
   */
  public static int compare(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean xSurrogate = Character.isSurrogate(x);
        if (xSurrogate != Character.isSurrogate(y)) {
          return xSurrogate ? 1 : -1;
        }
        return Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
