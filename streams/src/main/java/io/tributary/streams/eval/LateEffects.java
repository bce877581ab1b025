package io.tributary.streams.eval;

import io.tributary.promql.syntax.Matcher;
import io.tributary.streams.window.LateSamples;
import io.tributary.streams.window.Subscription;
import io.tributary.streams.window.Windows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells rules which of the instants evaluated so far looked at windows that samples have come to
 * since. Of one thread.
 */
final class LateEffects implements LateSamples {
  private final Map<Set<Matcher>, List<Reader>> readers = new HashMap<>();
  private long evaluatedUntilMs;

  /** Is told of instants whose results might be others now. */
  interface Effect {
    /** Those from {@code fromMs} to {@code toMs}, both inclusive; all are evaluated. */
    void late(long fromMs, long toMs);
  }

  private record Reader(Subscription looked, Effect effect) {}

  void clear() {
    readers.clear();
  }

  /** Late samples of what is looked at have this effect. */
  void add(List<Subscription> looked, Effect effect) {
    for (Subscription each : looked) {
      readers
          .computeIfAbsent(Set.copyOf(each.matchers()), matchers -> new ArrayList<>(1))
          .add(new Reader(each, effect));
    }
  }

  /** Tells of the samples that have come late since the last call. */
  void take(Windows windows, long evaluatedUntilMs) {
    this.evaluatedUntilMs = evaluatedUntilMs;
    windows.takeLate(this);
  }

  @Override
  public void came(List<Matcher> matchers, long fromMs, long toMs) {
    for (Reader reader : readers.getOrDefault(Set.copyOf(matchers), List.of())) {
      long first = fromMs + reader.looked().nearMs();
      long last = Math.min(evaluatedUntilMs, toMs + reader.looked().retentionMs() - 1);
      if (first <= last) {
        reader.effect().late(first, last);
      }
    }
  }
}
