package io.tributary.sink.remotewrite;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.RequestReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the series that an answer complains about. Receivers that keep the valid part of a request
 * name what they refused, in one of the two usual spellings.
 */
final class NamedSeries {
  private NamedSeries() {}

  /** The series of the batch that the text names, or all where it names none of them. */
  static Batch in(Batch batch, String text) {
    List<Part> named = new ArrayList<>();
    RequestReader reader = new RequestReader();
    for (Part part : batch.parts()) {
      reader.reset(part.value(), 0, part.value().length);
      for (int i = 0; i < part.series(); i++) {
        reader.seek(part.start(i), part.end(i));
        Labels labels = SeriesLabels.of(reader);
        if (text.contains(labels.toString()) || text.contains(asSet(labels))) {
          named.add(part.slice(i, i + 1));
        }
      }
    }
    return named.isEmpty() ? batch : new Batch(batch.tenant(), named);
  }

  /** As Prometheus prints labels: {@code {__name__="up", job="node"}}. */
  private static String asSet(Labels labels) {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < labels.size(); i++) {
      if (i > 0) {
        out.append(", ");
      }
      String value = labels.value(i).replace("\\", "\\\\").replace("\"", "\\\"");
      out.append(labels.name(i)).append("=\"").append(value).append('"');
    }
    return out.append('}').toString();
  }
}
