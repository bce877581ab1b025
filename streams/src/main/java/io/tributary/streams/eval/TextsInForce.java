package io.tributary.streams.eval;

import io.tributary.streams.rule.RuleGroup;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The texts of rules that are in force, as the store has them. Of one thread. */
final class TextsInForce {
  private final RuleStore store;
  private final Map<String, String> byRule = new HashMap<>();

  TextsInForce(RuleStore store) {
    this.store = store;
  }

  void restore(String ruleKey, String text) {
    byRule.put(ruleKey, text);
  }

  /** Whether it is this one of a rule. */
  boolean has(String ruleKey, @Nullable String text) {
    return text != null && text.equals(byRule.get(ruleKey));
  }

  /** The one of a rule; null where there is none, or it is the one that the files have. */
  @Nullable TextInForce before(String ruleKey, RuleGroup group, PlannedRule rule) {
    String text = byRule.get(ruleKey);
    return text == null || text.equals(new TextInForce(group, rule).encoded())
        ? null
        : TextInForce.decode(group.source(), rule.reason(), text);
  }

  /** Brings the store up to date with these. */
  void keep(Map<String, RuleSlot> slots) {
    for (String key : Set.copyOf(byRule.keySet())) {
      RuleSlot slot = slots.get(key);
      if (slot == null || slot.textInForce() == null) {
        byRule.remove(key);
        store.deleteTextInForce(key);
      }
    }
    slots.forEach(
        (key, slot) -> {
          String text = slot.textInForce();
          if (text != null && !text.equals(byRule.put(key, text))) {
            store.putTextInForce(key, text);
          }
        });
  }
}
