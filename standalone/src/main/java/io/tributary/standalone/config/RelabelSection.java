package io.tributary.standalone.config;

import io.tributary.sink.relabel.RelabelAction;
import io.tributary.sink.relabel.RelabelRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prometheus's {@code relabel_config}. */
final class RelabelSection {
  /** The actions under the names that Prometheus gives them: without separators. */
  private static final Map<String, RelabelAction> ACTIONS = new TreeMap<>();

  static {
    for (RelabelAction action : RelabelAction.values()) {
      ACTIONS.put(action.name().replace("_", "").toLowerCase(Locale.ROOT), action);
    }
  }

  private RelabelSection() {}

  static List<RelabelRule> read(Section at, String key) {
    List<RelabelRule> rules = new ArrayList<>();
    for (Section rule : at.sections(key)) {
      String name = rule.text("action", "replace");
      RelabelAction action = ACTIONS.get(name);
      if (action == null) {
        throw rule.error(
            "unknown action \"%s\": %s"
                .formatted(name, NearestName.advice(name, ACTIONS.keySet())));
      }
      rules.add(
          rule.build(
              () ->
                  new RelabelRule(
                      action,
                      rule.texts("source_labels"),
                      rule.text("separator", RelabelRule.DEFAULT_SEPARATOR),
                      rule.text("regex", RelabelRule.ANY),
                      rule.count("modulus", 0, 0, Integer.MAX_VALUE),
                      rule.text("target_label", ""),
                      rule.text("replacement", RelabelRule.DEFAULT_REPLACEMENT))));
      rule.done();
    }
    return rules;
  }
}
