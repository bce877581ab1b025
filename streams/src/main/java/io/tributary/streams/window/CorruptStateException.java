package io.tributary.streams.window;

/** A state store holds what this version of the engine has not written. */
public final class CorruptStateException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CorruptStateException(String message) {
    super(message);
  }
}
