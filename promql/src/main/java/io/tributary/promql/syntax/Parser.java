package io.tributary.promql.syntax;

import java.util.List;

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
    if (query.length() > options.maxQueryBytes()) {
      throw new ParseException(
          query, List.of(new ParseError(new Position(0, 0), "query too long")));
    }
    throw new UnsupportedOperationException("no parser yet");
  }
}
