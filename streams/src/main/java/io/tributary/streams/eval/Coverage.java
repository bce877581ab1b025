package io.tributary.streams.eval;

import io.tributary.streams.window.Subscription;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From when on the windows of a task hold all that the log has, for each thing that rules look at.
 * A rule may be evaluated for T once that reaches back as far as the rule does. Of one thread.
 */
final class Coverage {
  /** Since before the log began. */
  static final long WHOLE_LOG = Long.MIN_VALUE;

  /** Not at all: samples were passed over that it would have selected. */
  static final long COLD = Long.MAX_VALUE;

  private final RuleStore store;
  private final Map<String, Kept> kept = new HashMap<>();

  Coverage(RuleStore store) {
    this.store = store;
  }

  /**
   * What windows hold of one selector.
   *
   * @param fromMs samples later than this are all there
   * @param retentionMs how long they are kept
   */
  private record Kept(long fromMs, long retentionMs) {}

  /** Takes an entry from the store. */
  void restore(String selector, long fromMs, long retentionMs) {
    kept.put(selector, new Kept(fromMs, retentionMs));
  }

  /**
   * Windows are kept for these from now on.
   *
   * @param watermarkMs of now; {@link Long#MIN_VALUE} before the first, when nothing is forgotten
   * @param newFromMs from when on the windows hold everything of a selector that is new
   */
  void use(Collection<Subscription> wanted, long watermarkMs, long newFromMs) {
    Map<String, Long> retentions = new LinkedHashMap<>();
    for (Subscription subscription : wanted) {
      if (PartialSeries.isFor(subscription)) {
        continue;
      }
      retentions.merge(Feeds.selector(subscription), subscription.retentionMs(), Math::max);
    }
    for (String selector : Set.copyOf(kept.keySet())) {
      if (!retentions.containsKey(selector)) {
        kept.remove(selector);
        store.deleteCoverage(selector);
      }
    }
    retentions.forEach(
        (selector, retentionMs) -> use(selector, retentionMs, watermarkMs, newFromMs));
  }

  private void use(String selector, long retentionMs, long watermarkMs, long newFromMs) {
    Kept before = kept.get(selector);
    if (before == null) {
      put(selector, new Kept(newFromMs, retentionMs));
    } else if (before.retentionMs() < retentionMs && watermarkMs != Long.MIN_VALUE) {
      // What was older than the shorter window is forgotten already.
      long forgottenMs = watermarkMs - before.retentionMs();
      put(selector, new Kept(Math.max(before.fromMs(), forgottenMs), retentionMs));
    } else if (before.retentionMs() != retentionMs) {
      put(selector, new Kept(before.fromMs(), retentionMs));
    }
  }

  /** The log was read back: the windows hold what is later than this. */
  void extend(Subscription subscription, long fromMs) {
    String selector = Feeds.selector(subscription);
    Kept before = kept.get(selector);
    if (before != null && fromMs < before.fromMs()) {
      put(selector, new Kept(fromMs, before.retentionMs()));
    }
  }

  /**
   * Some of what these feeds are of was not sent.
   *
   * @return whether windows were to have it
   */
  boolean lose(Set<Long> feeds) {
    List<String> lost = kept.keySet().stream().filter(s -> feeds.contains(Feeds.of(s))).toList();
    for (String selector : lost) {
      Kept before = kept.get(selector);
      put(selector, new Kept(COLD, before == null ? 0 : before.retentionMs()));
    }
    return !lost.isEmpty();
  }

  /** Whether all is there that an evaluation for {@code nowMs} may look at. */
  boolean covers(Subscription subscription, long nowMs) {
    if (PartialSeries.isFor(subscription)) {
      return true; // what there was of them before was for instants before
    }
    Kept found = kept.get(Feeds.selector(subscription));
    if (found == null || found.fromMs() == COLD) {
      return false;
    }
    return found.fromMs() == WHOLE_LOG || found.fromMs() + subscription.retentionMs() <= nowMs;
  }

  private void put(String selector, Kept entry) {
    kept.put(selector, entry);
    store.putCoverage(selector, entry.fromMs(), entry.retentionMs());
  }
}
