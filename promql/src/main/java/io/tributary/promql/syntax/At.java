package io.tributary.promql.syntax;

/** The {@code @} modifier: a fixed evaluation time in place of the step's. */
public sealed interface At {
  /** {@code @ 1609746000}. */
  record Timestamp(long timestampMs) implements At {}

  /** {@code @ start()}: the start of the query's range. */
  record Start() implements At {}

  /** {@code @ end()}: the end of the query's range. */
  record End() implements At {}
}
