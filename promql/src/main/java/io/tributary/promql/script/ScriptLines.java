package io.tributary.promql.script;

import io.tributary.promql.syntax.DurationText;
import io.tributary.promql.syntax.Numbers;
import java.util.List;
import java.util.OptionalDouble;

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
    try {
      return DurationText.parseMillis(text);
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  /** The number that the text spells, with a sign or without; empty where it spells none. */
  static OptionalDouble number(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    try {
      double size = Numbers.parse(signed ? text.substring(1) : text);
      return OptionalDouble.of(text.startsWith("-") ? -size : size);
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
