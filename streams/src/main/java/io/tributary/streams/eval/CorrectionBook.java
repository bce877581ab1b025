package io.tributary.streams.eval;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which instants of which groups are yet to be corrected; it outlives restarts. Of one thread. */
final class CorrectionBook {
  private static final PendingCorrections NONE = PendingCorrections.none("", Long.MAX_VALUE);

  private final RuleStore store;
  private final Map<String, PendingCorrections> byGroup = new HashMap<>();

  CorrectionBook(RuleStore store) {
    this.store = store;
  }

  void restore(String groupKey, PendingCorrections pending) {
    byGroup.put(groupKey, pending);
  }

  PendingCorrections of(String groupKey) {
    return byGroup.getOrDefault(groupKey, NONE);
  }

  void put(String groupKey, PendingCorrections pending) {
    if (!pending.equals(byGroup.put(groupKey, pending))) {
      store.putCorrection(groupKey, pending);
    }
  }

  /** Forgets all groups but these. */
  void retain(Set<String> groupKeys) {
    for (String key : Set.copyOf(byGroup.keySet())) {
      if (!groupKeys.contains(key)) {
        byGroup.remove(key);
        store.deleteCorrection(key);
      }
    }
  }
}
