package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Position;

/** What accumulators need to know of the query around them. */
public final class AggregationContext {
  private final int steps;
  private final Notes notes;
  private final Position input;
  private final double[] parameter;

  /**
   * Keeps the array, which must not change.
   *
   * @param steps how many steps rows have
   * @param notes where notes go
   * @param input where the aggregated expression is written
   * @param parameter the aggregation's scalar, by step; empty where it has none
   */
  public AggregationContext(int steps, Notes notes, Position input, double[] parameter) {
    this.steps = steps;
    this.notes = notes;
    this.input = input;
    this.parameter = parameter;
  }

  int steps() {
    return steps;
  }

  Notes notes() {
    return notes;
  }

  Position input() {
    return input;
  }

  double parameter(int step) {
    return parameter[step];
  }
}
