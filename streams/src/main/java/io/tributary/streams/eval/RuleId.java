package io.tributary.streams.eval;

import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What names a rule through changes of its text.
 *
 * @param ordinal from 1: which of the rules of this name in the group
 */
public record RuleId(String source, String group, String name, int ordinal) {
  /** The ids of a group's rules, in their order. */
  static List<RuleId> of(RuleGroup group) {
    Map<String, Integer> seen = new HashMap<>();
    List<RuleId> ids = new ArrayList<>(group.rules().size());
    for (Rule rule : group.rules()) {
      int ordinal = seen.merge(rule.name(), 1, Integer::sum);
      ids.add(new RuleId(group.source(), group.name(), rule.name(), ordinal));
    }
    return ids;
  }

  /** {@code source/group/name}, and {@code #2} for the second of a name. */
  public String key() {
    String key = source + "/" + group + "/" + name;
    return ordinal == 1 ? key : key + "#" + ordinal;
  }
}
