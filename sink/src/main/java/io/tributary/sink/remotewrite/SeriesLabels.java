package io.tributary.sink.remotewrite;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import io.tributary.schemas.remotewrite.RequestReader;

/** The labels of the series that a reader stands at. */
final class SeriesLabels {
  private SeriesLabels() {}

  static Labels of(RequestReader reader) {
    LabelsBuilder labels = Labels.builder();
    for (int i = 0; i < reader.labelRefCount(); i += 2) {
      labels.set(reader.symbol(reader.labelRef(i)), reader.symbol(reader.labelRef(i + 1)));
    }
    return labels.build();
  }
}
