package io.tributary.promql.exec;

import io.tributary.schemas.labels.Labels;

/** Labels as Prometheus writes them in errors: the metric's name among the others. */
final class BracedLabels {
  private BracedLabels() {}

  static String of(Labels labels) {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < labels.size(); i++) {
      if (i > 0) {
        out.append(", ");
      }
      out.append(labels.name(i)).append("=\"");
      out.append(labels.value(i).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
      out.append('"');
    }
    return out.append('}').toString();
  }
}
