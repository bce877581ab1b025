package io.tributary.promql.script;

import java.util.List;
import java.util.OptionalLong;

/** The lines of a script, comments blanked, with a place in them. */
final class ScriptLines {
  private final String file;
  private final List<String> lines;
  private int next;

  ScriptLines(String file, String text) {
    this.file = file;
    this.lines = text.lines().map(String::strip).map(l -> l.startsWith("#") ? "" : l).toList();
  }

  boolean hasNext() {
    return next < lines.size();
  }

  String next() {
    return lines.get(next++);
  }

  /** Whether the block goes on: an empty line, and so a comment, ends it. */
  boolean inBlock() {
    return hasNext() && !lines.get(next).isEmpty();
  }

  /** The number, from 1, of the line read last. */
  int number() {
    return next;
  }

  ScriptException error(String message) {
    return new ScriptException(file, next, message);
  }

  long durationMs(String text) {
    OptionalLong ms = ScriptNumbers.durationMs(text);
    return ms.orElseThrow(() -> error("not a valid duration: \"" + text + "\""));
  }
}
