package io.tributary.standalone.config;

/** A mistake in the configuration: the message names the place, the culprit and the remedy. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigException(String where, String problem) {
    super(where + ": " + problem);
  }
}
