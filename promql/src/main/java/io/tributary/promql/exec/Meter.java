package io.tributary.promql.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Wraps operators to see what each costs. One meter serves one query. */
final class Meter {
  private final LongSupplier nanos;

  /** With a monotonic clock. */
  Meter(LongSupplier nanos) {
    this.nanos = nanos;
  }

  Operator measured(Operator operator) {
    return new MeteredOperator(operator, nanos);
  }

  /** The tree below an operator, with what was measured on the way. */
  static Explanation explain(Operator operator) {
    List<Explanation> inputs = new ArrayList<>();
    for (Operator input : operator.inputs()) {
      inputs.add(explain(input));
    }
    return operator instanceof MeteredOperator metered
        ? metered.explanation(inputs)
        : passesOn(operator, inputs)
            ? inputs.getFirst()
            : Explanation.of(operator.describe(), inputs);
  }

  /** Operators that only tell series apart say nothing to who reads a plan. */
  private static boolean passesOn(Operator operator, List<Explanation> inputs) {
    return inputs.size() == 1
        && (operator instanceof MergeOperator || operator instanceof FinalNamesOperator);
  }
}
