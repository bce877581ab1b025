package io.tributary.streams.template;

/** A function of a template refuses its arguments; the message is the reason alone. */
final class FunctionException extends Exception {
  private static final long serialVersionUID = 1L;

  FunctionException(String message) {
    super(message);
  }
}
