package io.tributary.promql.exec;

import io.tributary.promql.plan.Plan;
import java.util.List;

/** {@code info}. */
final class InfoOperator implements Operator {
  private final Plan.Apply plan;
  private final Operator input;

  InfoOperator(Plan.Apply plan, Operator input) {
    this.plan = plan;
    this.input = input;
  }

  @Override
  public SeriesTable series(Scope scope) {
    return input.series(scope);
  }

  @Override
  public RowReader open(Scope scope) {
    return input.open(scope);
  }

  @Override
  public List<Operator> inputs() {
    return List.of(input);
  }

  @Override
  public String describe() {
    return "Info " + plan.position();
  }
}
