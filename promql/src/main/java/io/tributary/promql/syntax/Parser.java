package io.tributary.promql.syntax;

/** Reads queries. Immutable and thread-safe: one parser serves any number of threads. */
public final class Parser {
  private final ParserOptions options;

  public Parser(ParserOptions options) {
    this.options = options;
  }

  /**
   * The expression that the query spells, type-checked.
   *
   * @throws ParseException where it spells none, with all errors found
   */
  public Expr parse(String query) {
    throw new UnsupportedOperationException("no parser yet for " + options + ": " + query);
  }
}
