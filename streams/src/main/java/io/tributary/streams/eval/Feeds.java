package io.tributary.streams.eval;

import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.window.Subscription;
import java.util.Set;
import java.util.TreeSet;

/**
 * What partitions send a task, each feed under a number: the series of a selector, or the results
 * of a partial expression. A rule is evaluated for T only if all partitions sent all its feeds.
 */
@FunctionalInterface
public interface Feeds {
  /** Of a task that has the samples themselves. */
  Feeds ALL = (feed, nowMs) -> true;

  /**
   * What rules no more want is sent for so much longer, in event time: until the merger has gone
   * over to the rules that do without it, which may have to be given their windows first.
   */
  long GONE_AFTER_MS = 600_000;

  /** Whether all partitions sent what an evaluation for {@code nowMs} needs of a feed. */
  boolean has(long feed, long nowMs);

  /** The number of a selector's series. */
  static long of(Subscription subscription) {
    return of(selector(subscription));
  }

  /** The number of the series of a {@link #selector}. */
  static long of(String selector) {
    return Fingerprint.of(Labels.of("selector", selector)).high();
  }

  /** The number of a partial expression's results. */
  static long of(Partial partial) {
    return Long.parseUnsignedLong(partial.id(), 16);
  }

  /** One text for matchers in any order. */
  static String selector(Subscription subscription) {
    Set<String> matchers = new TreeSet<>();
    for (Matcher matcher : subscription.matchers()) {
      matchers.add(matcher.toString());
    }
    return String.join(",", matchers);
  }
}
