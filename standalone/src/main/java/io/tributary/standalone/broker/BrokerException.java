package io.tributary.standalone.broker;

import org.jspecify.annotations.Nullable;

/** The broker could not start or stop; the message says why, and what to do. */
public final class BrokerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
