package io.tributary.promql.plan;

import io.tributary.promql.syntax.Matcher;
import io.tributary.promql.syntax.RangeEdges;
import java.util.List;

/**
 * Which series, and when.
 *
 * @param edges what happens at the edges of the range
 * @param bucketless whether of native histograms only count and sum matter
 */
public record Selector(List<Matcher> matchers, Shift shift, RangeEdges edges, boolean bucketless) {
  /** Copies the matchers. */
  public Selector {
    matchers = List.copyOf(matchers);
  }

  /** With other matchers. */
  Selector withMatchers(List<Matcher> others) {
    return new Selector(others, shift, edges, bucketless);
  }

  /** Of native histograms only count and sum. */
  Selector withoutBuckets() {
    return new Selector(matchers, shift, edges, true);
  }

  /** {@code {__name__="up", job="node"}}. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("{");
    for (Matcher matcher : matchers) {
      out.append(out.length() > 1 ? ", " : "").append(matcher);
    }
    return out.append('}').toString();
  }
}
