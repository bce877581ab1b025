package io.tributary.promql.script;

import java.util.List;

/** A step of a script. */
public sealed interface Command {
  /** Where it starts, from 1. */
  int line();

  /** Drops all data. */
  record Clear(int line) implements Command {}

  /** Adds series. */
  record Load(int line, List<ScriptSeries> series) implements Command {}

  /** Asks a query and compares the outcome. */
  record Eval(int line, ScriptQuery query, Expectation expectation) implements Command {}
}
