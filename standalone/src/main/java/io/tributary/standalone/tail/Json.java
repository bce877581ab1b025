package io.tributary.standalone.tail;

import java.util.Map;

/** Writes one JSON object, in the order of the calls. Not thread-safe. */
final class Json {
  private final StringBuilder out = new StringBuilder("{");

  Json text(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  Json number(String name, long value) {
    name(name).append(value);
    return this;
  }

  /** A number with its exact value; what JSON has no number for, as a string. */
  Json number(String name, double value) {
    String text = Values.number(value);
    if (Double.isFinite(value)) {
      name(name).append(text);
      return this;
    }
    return text(name, text);
  }

  /** A field that is true. */
  Json flag(String name) {
    name(name).append(true);
    return this;
  }

  Json texts(String name, Map<String, String> values) {
    name(name).append('{');
    String separator = "";
    for (Map.Entry<String, String> entry : values.entrySet()) {
      out.append(separator);
      quote(entry.getKey());
      out.append(':');
      quote(entry.getValue());
      separator = ",";
    }
    out.append('}');
    return this;
  }

  String end() {
    return out.append('}').toString();
  }

  private StringBuilder name(String name) {
    if (out.length() > 1) {
      out.append(',');
    }
    quote(name);
    return out.append(':');
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        default -> {
          if (c < ' ') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
