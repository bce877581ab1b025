package io.tributary.promql.exec;

/** Names that labels may have: any text that is valid UTF-8, but none that is empty. */
final class LabelNames {
  private LabelNames() {}

  static boolean isValid(String name) {
    if (name.isEmpty()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '\uFFFD') {
        return false; // what the parser makes of bytes that are no UTF-8
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < name.length()
          && Character.isLowSurrogate(name.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }
}
