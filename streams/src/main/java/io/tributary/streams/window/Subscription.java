package io.tributary.streams.window;

import io.tributary.promql.syntax.Matcher;
import java.util.List;

/**
 * Series that rules look at, and how far back.
 *
 * @param matchers as an expression's {@link io.tributary.promql.source.Selection} has them
 * @param retentionMs a sample this much older than the watermark is of no use to any evaluation
 * @param nearMs an evaluation for T looks at no sample later than this before T; less than 0 where
 *     it looks ahead
 */
public record Subscription(List<Matcher> matchers, long retentionMs, long nearMs) {
  /** Series with this label are the engine's own: only what asks for them by it finds them. */
  public static final String RESERVED_LABEL = "__tributary_partial__";

  /** Copies the matchers. */
  public Subscription {
    matchers = List.copyOf(matchers);
    if (retentionMs <= 0) {
      throw new IllegalArgumentException("retention must be > 0 ms: was " + retentionMs);
    }
  }

  /** Of what looks at samples up to the instant of evaluation. */
  public Subscription(List<Matcher> matchers, long retentionMs) {
    this(matchers, retentionMs, 0);
  }

  /** The same, of samples that are kept longer. */
  public Subscription longerBy(long moreMs) {
    return new Subscription(matchers, retentionMs + moreMs, nearMs);
  }

  /** Whether it asks for series of the engine's own. */
  public boolean reserved() {
    return matchers.stream().anyMatch(matcher -> matcher.name().equals(RESERVED_LABEL));
  }
}
