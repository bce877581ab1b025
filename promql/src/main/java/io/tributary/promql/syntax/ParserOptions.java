package io.tributary.promql.syntax;

/**
 * What a {@link Parser} accepts beyond the stable language, and how much of it.
 *
 * @param experimentalFunctions functions and aggregations marked experimental
 * @param durationExpressions arithmetic, {@code step()} and {@code range()} in ranges and offsets
 * @param extendedRangeSelectors {@code anchored} and {@code smoothed}
 * @param fillModifiers {@code fill}, {@code fill_left} and {@code fill_right} of binary operators
 * @param maxQueryBytes the longest query accepted
 * @param maxDepth how deeply expressions may nest, in parentheses and arguments
 * @param maxHeight how high the whole tree may be: a chain of operators is as high as it is long
 * @param maxRegexLength the longest regular expression accepted in a matcher
 */
public record ParserOptions(
    boolean experimentalFunctions,
    boolean durationExpressions,
    boolean extendedRangeSelectors,
    boolean fillModifiers,
    int maxQueryBytes,
    int maxDepth,
    int maxHeight,
    int maxRegexLength) {
  private static final int MAX_QUERY_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 250;
  private static final int MAX_HEIGHT = 1_000;
  private static final int MAX_REGEX_LENGTH = 32 << 10;

  /** The stable language, as Prometheus without feature flags. */
  public static ParserOptions stable() {
    return new ParserOptions(
        false, false, false, false, MAX_QUERY_BYTES, MAX_DEPTH, MAX_HEIGHT, MAX_REGEX_LENGTH);
  }

  /** Everything that there is. */
  public static ParserOptions everything() {
    return new ParserOptions(
        true, true, true, true, MAX_QUERY_BYTES, MAX_DEPTH, MAX_HEIGHT, MAX_REGEX_LENGTH);
  }
}
