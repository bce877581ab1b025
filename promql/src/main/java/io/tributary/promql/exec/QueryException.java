package io.tributary.promql.exec;

/** A query that failed after it was parsed. The message is for its author. */
public final class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** An error of this kind. */
  public QueryException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What went wrong, in the classes that callers treat differently. */
  public Kind kind() {
    return kind;
  }

  /** Classes of failure; the HTTP API's {@code errorType} follows from them. */
  public enum Kind {
    /** The data or the expression do not allow an answer. */
    EXECUTION,
    /** A limit on samples or memory was met. */
    LIMIT,
    /** The deadline passed. */
    TIMEOUT,
    /** The caller called it off. */
    CANCELED
  }
}
