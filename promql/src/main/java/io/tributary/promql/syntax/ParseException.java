package io.tributary.promql.syntax;

import java.util.List;

/** A query that is not of the language. Its message is that of the first error. */
public final class ParseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ParseError> errors;

  ParseException(String query, List<ParseError> errors) {
    super(errors.getFirst().describe(query));
    this.errors = List.copyOf(errors);
  }

  /** All that is wrong, in the order found; at least one. */
  public List<ParseError> errors() {
    return errors;
  }
}
