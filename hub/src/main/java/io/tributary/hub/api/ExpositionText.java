package io.tributary.hub.api;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.FloatText;
import java.io.IOException;

/**
 * Samples in the text format of metrics, as Prometheus federates them. Prometheus: {@code
 * web/federate.go} and {@code expfmt/text_create.go}.
 *
 * <p>Threading: of one answer.
 */
final class ExpositionText {
  private final Appendable out;
  private final boolean utf8Names;
  private final StringBuilder line = new StringBuilder();
  private String family = "";

  /**
   * To be written there.
   *
   * @param utf8Names whether names may have any character, and are then quoted; else other ones
   *     than letters, digits and a few are written as underscores
   */
  ExpositionText(Appendable out, boolean utf8Names) {
    this.out = out;
    this.utf8Names = utf8Names;
  }

  /** A sample of a series that has a name; those of one name one after the other. */
  void sample(Labels labels, double value, long timestampMs) throws IOException {
    String name = labels.metricName();
    line.setLength(0);
    if (!name.equals(family)) {
      family = name;
      line.append("# TYPE ");
      name(name, true);
      line.append(" untyped\n");
    }
    String separator = "{";
    if (isQuoted(name, true)) {
      line.append('{');
      name(name, true);
      separator = ",";
    } else {
      name(name, true);
    }
    boolean hasInstance = false;
    for (int i = 0; i < labels.size(); i++) {
      if (!labels.name(i).equals(Labels.NAME)) {
        hasInstance |= labels.name(i).equals("instance");
        label(separator, labels.name(i), labels.value(i));
        separator = ",";
      }
    }
    if (!hasInstance) {
      // So that the scraping Prometheus does not put its own in.
      label(separator, "instance", "");
    }
    // The format's own writer drops the sign of zero.
    String number = value == 0 ? "0" : FloatText.general(value);
    line.append("} ").append(number).append(' ').append(timestampMs).append('\n');
    out.append(line);
  }

  private void label(String separator, String name, String value) {
    line.append(separator);
    name(name, false);
    line.append("=\"");
    escaped(value);
    line.append('"');
  }

  private void name(String name, boolean ofMetric) {
    if (isQuoted(name, ofMetric)) {
      line.append('"');
      escaped(name);
      line.append('"');
    } else if (isClassic(name, ofMetric)) {
      line.append(name);
    } else {
      name.codePoints().forEach(c -> line.append(isClassic(c, ofMetric, false) ? (char) c : '_'));
      if (Character.isDigit(name.charAt(0))) {
        line.setCharAt(line.length() - name.codePointCount(0, name.length()), '_');
      }
    }
  }

  private boolean isQuoted(String name, boolean ofMetric) {
    return utf8Names && !isClassic(name, ofMetric);
  }

  private static boolean isClassic(String name, boolean ofMetric) {
    for (int i = 0; i < name.length(); i++) {
      if (!isClassic(name.charAt(i), ofMetric, i == 0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isClassic(int c, boolean ofMetric, boolean first) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (c == ':' && ofMetric)
        || (c >= '0' && c <= '9' && !first);
  }

  private void escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> line.append("\\\\");
        case '"' -> line.append("\\\"");
        case '\n' -> line.append("\\n");
        default -> line.append(c);
      }
    }
  }
}
