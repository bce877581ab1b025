package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Position;
import java.util.function.LongConsumer;

/** What accumulators need to know of the query around them. */
public final class AggregationContext {
  private final int steps;
  private final Notes notes;
  private final Position input;
  private final double[] parameter;
  private final LongConsumer memory;

  /**
   * Keeps the array, which must not change.
   *
   * @param steps how many steps rows have
   * @param notes where notes go
   * @param input where the aggregated expression is written
   * @param parameter the aggregation's scalar, by step; empty where it has none
   * @param memory is told of bytes before they are taken, and throws where they are too many
   */
  public AggregationContext(
      int steps, Notes notes, Position input, double[] parameter, LongConsumer memory) {
    this.steps = steps;
    this.notes = notes;
    this.input = input;
    this.parameter = parameter;
    this.memory = memory;
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

  void claim(long bytes) {
    memory.accept(bytes);
  }

  double parameter(int step) {
    return parameter[step];
  }
}
