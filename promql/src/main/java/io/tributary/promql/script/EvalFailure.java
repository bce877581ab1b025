package io.tributary.promql.script;

import java.util.List;

/**
 * An {@code eval} that did not go as expected.
 *
 * @param file the script's name
 * @param line where the {@code eval} starts
 * @param query as it was asked
 * @param differences what was expected and what came, a line each
 */
public record EvalFailure(String file, int line, ScriptQuery query, List<String> differences) {
  /** Copies the differences. */
  public EvalFailure {
    differences = List.copyOf(differences);
  }

  @Override
  public String toString() {
    return file + ":" + line + ": " + query + "\n  " + String.join("\n  ", differences);
  }
}
