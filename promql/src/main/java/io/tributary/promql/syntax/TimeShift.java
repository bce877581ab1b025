package io.tributary.promql.syntax;

import org.jspecify.annotations.Nullable;

/**
 * The {@code offset} and {@code @} modifiers of a selector or subquery.
 *
 * @param offset how far back to look (negative: ahead); null where there is none or it is a literal
 *     zero
 * @param at the fixed time, or null
 */
public record TimeShift(@Nullable DurationExpr offset, @Nullable At at) {
  /** Neither modifier. */
  public static final TimeShift NONE = new TimeShift(null, null);
}
