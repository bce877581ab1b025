package io.tributary.promql.plan;

/** A query that is well-formed, and yet can not be run. The message is for its author. */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PlanException(String message) {
    super(message);
  }
}
