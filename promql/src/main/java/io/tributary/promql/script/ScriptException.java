package io.tributary.promql.script;

/** A script that cannot be read. The message starts with the file and line. */
public final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScriptException(String file, int line, String message) {
    super(file + ":" + line + ": " + message);
  }
}
