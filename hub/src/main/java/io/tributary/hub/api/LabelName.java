package io.tributary.hub.api;

/**
 * Label names in paths. One with characters that a path or a client does not take is written as
 * {@code U__} and the name with {@code __} for {@code _} and {@code _hex_} for any other character.
 * Prometheus: {@code model.UnescapeName}.
 */
final class LabelName {
  private static final String ESCAPED = "U__";

  private LabelName() {}

  /** The name; one that is not well escaped stands for itself. */
  static String unescaped(String inPath) {
    if (!inPath.startsWith(ESCAPED)) {
      return inPath;
    }
    StringBuilder name = new StringBuilder();
    for (int i = ESCAPED.length(); i < inPath.length(); i++) {
      char c = inPath.charAt(i);
      if (c != '_') {
        name.append(c);
        continue;
      }
      int end = inPath.indexOf('_', i + 1);
      if (end == i + 1) {
        name.append('_');
      } else {
        String hex = end < 0 ? "" : inPath.substring(i + 1, end);
        if (!hex.matches("[0-9a-fA-F]{1,6}")
            || !Character.isValidCodePoint(Integer.parseInt(hex, 16))) {
          return inPath;
        }
        name.appendCodePoint(Integer.parseInt(hex, 16));
      }
      i = end;
    }
    return name.toString();
  }
}
