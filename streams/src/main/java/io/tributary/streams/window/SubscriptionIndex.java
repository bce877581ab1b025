package io.tributary.streams.window;

import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Finds the subscriptions that a series belongs to: by its metric's name, then by its labels. */
final class SubscriptionIndex {
  private final Map<String, List<SubscribedSeries>> byMetric = new HashMap<>();
  private final List<SubscribedSeries> ofAnyMetric = new ArrayList<>();

  SubscriptionIndex(Collection<SubscribedSeries> subscriptions) {
    for (SubscribedSeries subscribed : subscriptions) {
      List<String> names = metricNames(subscribed.subscription.matchers());
      if (names.isEmpty()) {
        ofAnyMetric.add(subscribed);
      }
      for (String name : names) {
        byMetric.computeIfAbsent(name, n -> new ArrayList<>()).add(subscribed);
      }
    }
  }

  List<SubscribedSeries> matching(Labels labels) {
    List<SubscribedSeries> matching = new ArrayList<>(2);
    addMatching(byMetric.getOrDefault(labels.metricName(), List.of()), labels, matching);
    addMatching(ofAnyMetric, labels, matching);
    return matching;
  }

  private static void addMatching(
      List<SubscribedSeries> candidates, Labels labels, List<SubscribedSeries> into) {
    for (SubscribedSeries candidate : candidates) {
      if (candidate.matches(labels)) {
        into.add(candidate);
      }
    }
  }

  private static List<String> metricNames(List<Matcher> matchers) {
    for (Matcher matcher : matchers) {
      if (matcher.name().equals(Labels.NAME) && !matcher.literals().isEmpty()) {
        return List.copyOf(new LinkedHashSet<>(matcher.literals()));
      }
    }
    return List.of();
  }
}
