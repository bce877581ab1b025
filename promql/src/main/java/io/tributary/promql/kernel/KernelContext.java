package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Position;

/**
 * What kernels need to know of the query around them.
 *
 * @param notes where notes go
 * @param argument where the range vector is written, which most notes point at
 * @param firstArgument where the first argument is written
 * @param scalars the scalar arguments, by argument and step
 * @param useStartTimestamps whether start timestamps tell counter resets
 */
public record KernelContext(
    Notes notes,
    Position argument,
    Position firstArgument,
    double[][] scalars,
    boolean useStartTimestamps) {}
