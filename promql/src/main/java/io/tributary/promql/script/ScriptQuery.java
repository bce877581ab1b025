package io.tributary.promql.script;

/** A query of a script, its times in milliseconds since the epoch. */
public sealed interface ScriptQuery {
  /** The expression. */
  String text();

  /** At one time. */
  record Instant(String text, long atMs) implements ScriptQuery {}

  /** At every step of a range. */
  record Range(String text, long startMs, long endMs, long stepMs) implements ScriptQuery {}
}
