package io.tributary.promql.script;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs scripts. Each instant query is asked again in other ways that must give the same: pinned to
 * its time by {@code @} and evaluated at others, and as the middle step of a range query.
 */
public final class ScriptRunner {
  private ScriptRunner() {}

  /** Runs all commands in order on a target that it first clears; goes on after failures. */
  public static ScriptReport run(Script script, ScriptTarget target) {
    int evals = 0;
    List<EvalFailure> failures = new ArrayList<>();
    target.clear();
    for (Command command : script.commands()) {
      switch (command) {
        case Command.Clear _ -> target.clear();
        case Command.Load load -> target.load(load.series());
        case Command.Eval eval -> {
          evals++;
          EvalFailure failure = new EvalRun(script.name(), eval, target).firstFailure();
          if (failure != null) {
            failures.add(failure);
          }
        }
      }
    }
    return new ScriptReport(script.name(), evals, failures);
  }
}
