package io.tributary.streams.window;

import io.tributary.promql.source.SeriesSet;
import io.tributary.promql.syntax.Matcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What rules look at, and the series found for each. Of one thread. */
final class Subscriptions {
  private final Map<Set<Matcher>, SubscribedSeries> byMatchers = new LinkedHashMap<>();

  /** The same by the matchers as expressions have them. */
  private final Map<List<Matcher>, SubscribedSeries> asked = new HashMap<>();

  /** Each list of subscriptions that some series was found for, once. */
  private final Map<List<SubscribedSeries>, List<SubscribedSeries>> lists = new HashMap<>();

  private final List<SubscribedSeries> late = new ArrayList<>();
  private final SubscriptionIndex index;

  Subscriptions(Collection<Subscription> wanted) {
    for (Subscription subscription : wanted) {
      Set<Matcher> key = Set.copyOf(subscription.matchers());
      SubscribedSeries other = byMatchers.get(key);
      if (other == null || other.subscription.retentionMs() < subscription.retentionMs()) {
        byMatchers.put(key, new SubscribedSeries(subscription));
      }
    }
    index = new SubscriptionIndex(byMatchers.values());
  }

  /** The series found for these matchers; null where nothing subscribes to them. */
  @Nullable SeriesSet select(List<Matcher> matchers) {
    SubscribedSeries known = asked.get(matchers);
    if (known == null) {
      known = byMatchers.get(Set.copyOf(matchers));
      if (known == null) {
        return null;
      }
      asked.put(matchers, known);
    }
    return known.set();
  }

  /**
   * Adds the series to what selects it, and notes how long that needs it; false where nothing does.
   */
  boolean join(Series joining) {
    List<SubscribedSeries> of = index.matching(joining.labels);
    joining.subscribed = lists.computeIfAbsent(of, List::copyOf);
    long retentionMs = 0;
    for (SubscribedSeries one : of) {
      one.add(joining);
      retentionMs = Math.max(retentionMs, one.subscription.retentionMs());
    }
    joining.retain(retentionMs);
    return !of.isEmpty();
  }

  /** The series is about to be forgotten. */
  void leave(Series leaving) {
    leaving.subscribed.forEach(SubscribedSeries::removeForgotten);
  }

  /** The series got a sample late. */
  void late(Series of, long timestampMs) {
    for (SubscribedSeries subscribed : of.subscribed) {
      if (subscribed.addLate(timestampMs)) {
        late.add(subscribed);
      }
    }
  }

  /** Tells of the late samples since the last call. */
  void takeLate(LateSamples receiver) {
    late.forEach(subscribed -> subscribed.takeLate(receiver));
    late.clear();
  }
}
