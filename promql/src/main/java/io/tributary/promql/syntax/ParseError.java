package io.tributary.promql.syntax;

/** One thing wrong with a query, and where. */
public record ParseError(Position position, String message) {
  /** {@code line:column: parse error: message}, as Prometheus words it. */
  public String describe(String query) {
    return position.lineAndColumn(query) + ": parse error: " + message;
  }
}
