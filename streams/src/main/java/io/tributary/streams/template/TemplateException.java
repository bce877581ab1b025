package io.tributary.streams.template;

/**
 * A template that cannot be read or expanded. The message is word for word what Prometheus says,
 * position included.
 */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  TemplateException(String message, int line) {
    super(message);
    this.line = line;
  }

  /** The line of the template's text at fault, from 1. */
  public int line() {
    return line;
  }
}
