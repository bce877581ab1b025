package io.tributary.promql.syntax;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one query, up to a limit. */
final class Diagnostics {
  private static final int MAX_ERRORS = 100;

  private final List<ParseError> errors = new ArrayList<>();

  void add(Position position, String message) {
    if (errors.size() < MAX_ERRORS) {
      errors.add(new ParseError(position, message));
    }
  }

  /** Adds an error after which parsing cannot go on; the caller throws what this returns. */
  Abort fail(Position position, String message) {
    add(position, message);
    return new Abort();
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  List<ParseError> errors() {
    return errors;
  }

  /** Ends the parsing of a query whose errors are in the diagnostics. */
  static final class Abort extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Abort() {
      super(null, null, false, false);
    }
  }
}
