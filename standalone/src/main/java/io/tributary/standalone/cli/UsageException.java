package io.tributary.standalone.cli;

/**
 * A mistake in what the user gave: printed as one message without a stack trace. The message names
 * the culprit and says what to do.
 */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
