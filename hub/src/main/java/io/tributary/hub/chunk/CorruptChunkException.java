package io.tributary.hub.chunk;

/**
 * The bytes are no chunk of the encoding they claim. The message says what is wrong, for the caller
 * to say where.
 */
public final class CorruptChunkException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With what is wrong. */
  public CorruptChunkException(String message) {
    super(message);
  }
}
