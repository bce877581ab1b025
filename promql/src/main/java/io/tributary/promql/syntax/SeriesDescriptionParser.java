package io.tributary.promql.syntax;

import io.tributary.schemas.labels.Labels;
import java.util.List;

/** Reads series lines of the test script format. */
public final class SeriesDescriptionParser {
  private SeriesDescriptionParser() {}

  /**
   * The series that the line describes; without items where only labels are given.
   *
   * @throws ParseException where it describes none
   */
  public static SeriesDescription parse(String line) {
    if (line.isEmpty()) {
      return new SeriesDescription(Labels.EMPTY, List.of());
    }
    throw new UnsupportedOperationException("no parser of series descriptions yet: " + line);
  }
}
