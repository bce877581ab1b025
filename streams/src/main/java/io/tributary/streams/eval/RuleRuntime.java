package io.tributary.streams.eval;

import io.tributary.promql.exec.QueryException;
import io.tributary.promql.exec.Value;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.rule.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One rule of one task: its compiled expression, over what it remembers. Of one thread. */
abstract sealed class RuleRuntime permits RecordingRuntime, AlertingRuntime {
  final RuleMemory memory;
  private @Nullable String lastError;
  private long lastEvaluationMs;
  private long evaluations;
  private long failures;

  RuleRuntime(RuleMemory memory) {
    this.memory = memory;
  }

  abstract Rule rule();

  /** This text of the rule is in force from now on. */
  void activate() {}

  /** Why the last evaluation failed, or null where it did not. */
  @Nullable String lastError() {
    return lastError;
  }

  /** The rule was last evaluated for this instant, before the task was started. */
  final void restore(long lastEvaluationMs) {
    this.lastEvaluationMs = lastEvaluationMs;
  }

  /** The instant last evaluated, 0 before the first. */
  long lastEvaluationMs() {
    return lastEvaluationMs;
  }

  long evaluations() {
    return evaluations;
  }

  long failures() {
    return failures;
  }

  /** Evaluates the rule for {@code nowMs}; false where it failed, which leaves all as it was. */
  final boolean evaluate(long nowMs) {
    evaluations++;
    lastEvaluationMs = nowMs;
    try {
      memory.outputs.begin();
      run(nowMs);
      lastError = null;
      return true;
    } catch (QueryException | RuleException e) {
      failures++;
      lastError = e.getMessage();
      return false;
    }
  }

  abstract void run(long nowMs) throws RuleException;

  static List<Value.Sample> vector(Value value) throws RuleException {
    return switch (value) {
      case Value.Vector vector -> vector.samples();
      case Value.Scalar scalar ->
          List.of(new Value.Sample(Labels.EMPTY, scalar.timestampMs(), scalar.value(), null));
      case Value.Text _, Value.Matrix _ ->
          throw new RuleException("the result is neither a vector nor a scalar");
    };
  }
}
