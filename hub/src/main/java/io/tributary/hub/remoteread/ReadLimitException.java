package io.tributary.hub.remoteread;

import java.io.IOException;

/** More was asked for than is given at once. */
public final class ReadLimitException extends IOException {
  private static final long serialVersionUID = 1L;

  ReadLimitException(String message) {
    super(message);
  }
}
