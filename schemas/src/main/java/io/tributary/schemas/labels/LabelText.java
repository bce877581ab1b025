package io.tributary.schemas.labels;

/** Labels as people read them and as PromQL takes them back. */
final class LabelText {
  private LabelText() {}

  static String of(Labels labels) {
    StringBuilder out = new StringBuilder();
    String name = labels.metricName();
    boolean classicName = isClassicMetricName(name);
    if (classicName) {
      out.append(name);
      if (labels.size() == 1) {
        return out.toString();
      }
    }
    out.append('{');
    boolean first = true;
    if (!name.isEmpty() && !classicName) {
      quote(out, name);
      first = false;
    }
    for (int i = 0; i < labels.size(); i++) {
      if (labels.name(i).equals(Labels.NAME)) {
        continue;
      }
      if (!first) {
        out.append(", ");
      }
      first = false;
      if (isClassicLabelName(labels.name(i))) {
        out.append(labels.name(i));
      } else {
        quote(out, labels.name(i));
      }
      out.append('=');
      quote(out, labels.value(i));
    }
    return out.append('}').toString();
  }

  private static boolean isClassicMetricName(String name) {
    return isClassic(name, true);
  }

  private static boolean isClassicLabelName(String name) {
    return isClassic(name, false);
  }

  private static boolean isClassic(String name, boolean colons) {
    if (name.isEmpty()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (colons && c == ':');
      if (!letter && !(i > 0 && c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < 0x20 || c == 0x7f) {
            out.append(String.format("\\x%02x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
