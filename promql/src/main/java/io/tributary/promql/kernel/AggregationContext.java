package io.tributary.promql.kernel;

import io.tributary.promql.syntax.Position;

/**
 * What accumulators need to know of the query around them.
 *
 * @param steps how many steps rows have
 * @param notes where notes go
 * @param input where the aggregated expression is written
 * @param parameter the aggregation's scalar, by step; empty where it has none
 */
public record AggregationContext(int steps, Notes notes, Position input, double[] parameter) {}
