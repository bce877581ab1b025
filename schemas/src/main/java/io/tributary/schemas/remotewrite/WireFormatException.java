package io.tributary.schemas.remotewrite;

/**
 * The bytes are not what they claim to be: sending them again can't help. The message says what is
 * wrong and at which byte or series.
 */
public final class WireFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with what is wrong, in words for the sender. */
  public WireFormatException(String message) {
    super(message);
  }
}
