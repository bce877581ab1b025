package io.tributary.promql.syntax;

/** Reads series lines of the test script format. */
public final class SeriesDescriptionParser {
  private SeriesDescriptionParser() {}

  /**
   * The series that the line describes; without items where only labels are given.
   *
   * @throws ParseException where it describes none
   */
  public static SeriesDescription parse(String line) {
    throw new UnsupportedOperationException("no parser of series descriptions yet: " + line);
  }
}
