package io.tributary.standalone.query;

/** No answer was had; the message says why, and what to do. */
public final class QueryFailure extends Exception {
  private static final long serialVersionUID = 1L;

  QueryFailure(String message) {
    super(message);
  }
}
