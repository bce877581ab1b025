package io.tributary.promql.kernel;

/** Values that a function does not take. The message is for the query's author. */
public final class KernelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With this message. */
  public KernelException(String message) {
    super(message);
  }
}
