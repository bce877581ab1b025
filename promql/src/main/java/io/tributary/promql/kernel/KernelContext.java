package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Position;

/** What range kernels need to know of the query around them. */
public final class KernelContext {
  private final Notes notes;
  private final Position argument;
  private final Position firstArgument;
  private final double[][] scalars;
  private final boolean useStartTimestamps;

  /**
   * Keeps the arrays, which must not change.
   *
   * @param notes where notes go
   * @param argument where the range vector is written, which most notes point at
   * @param firstArgument where the first argument is written
   * @param scalars the scalar arguments, by argument and step
   * @param useStartTimestamps whether start timestamps tell counter resets
   */
  public KernelContext(
      Notes notes,
      Position argument,
      Position firstArgument,
      double[][] scalars,
      boolean useStartTimestamps) {
    this.notes = notes;
    this.argument = argument;
    this.firstArgument = firstArgument;
    this.scalars = scalars;
    this.useStartTimestamps = useStartTimestamps;
  }

  Notes notes() {
    return notes;
  }

  Position argument() {
    return argument;
  }

  Position firstArgument() {
    return firstArgument;
  }

  double scalar(int argument, int step) {
    return scalars[argument][step];
  }

  boolean useStartTimestamps() {
    return useStartTimestamps;
  }
}
