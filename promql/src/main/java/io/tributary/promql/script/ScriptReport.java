package io.tributary.promql.script;

import java.util.List;

/**
 * How a script went.
 *
 * @param name of the script
 * @param evals how many queries it asks; those asked again in other ways are not counted again
 * @param failures of those that did not go as expected, the first way each that did not
 */
public record ScriptReport(String name, int evals, List<EvalFailure> failures) {
  /** Copies the failures. */
  public ScriptReport {
    failures = List.copyOf(failures);
  }

  /** Whether all went as expected. */
  public boolean passed() {
    return failures.isEmpty();
  }

  @Override
  public String toString() {
    return name + ": " + (evals - failures.size()) + " of " + evals + " evals passed";
  }
}
