package io.tributary.standalone.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.streams.explain.Assumptions;
import io.tributary.streams.explain.GroupExplanation;
import io.tributary.streams.explain.RuleExplanation;
import java.util.List;
import java.util.Locale;

/**
 * What {@code rules explain --json} prints: {@code {"assumed": {...}, "groups": [{..., "rules":
 * [...]}]}}, durations in milliseconds, sizes in bytes.
 */
final class RulesExplanationJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RulesExplanationJson() {}

  static String of(List<GroupExplanation> groups, Assumptions assumed) {
    ObjectNode root = MAPPER.createObjectNode();
    root.putObject("assumed")
        .put("series_per_selector", assumed.series())
        .put("scrape_interval_ms", assumed.scrapeInterval().toMillis());
    ArrayNode all = root.putArray("groups");
    groups.forEach(group -> group(all.addObject(), group));
    return root.toPrettyString() + System.lineSeparator();
  }

  private static void group(ObjectNode into, GroupExplanation group) {
    into.put("group", group.key())
        .put("interval_ms", group.interval().toMillis())
        .put("scope", group.scope().name().toLowerCase(Locale.ROOT))
        .put("reason", group.reason());
    ArrayNode rules = into.putArray("rules");
    group.rules().forEach(rule -> rule(rules.addObject(), rule));
  }

  private static void rule(ObjectNode into, RuleExplanation rule) {
    into.put("name", rule.name())
        .put("type", rule.alert() ? "alerting" : "recording")
        .put("expr", rule.expr())
        .put("scope", rule.scope());
    ArrayNode selectors = into.putArray("selectors");
    for (RuleExplanation.Selected selected : rule.selectors()) {
      selectors
          .addObject()
          .put("selector", selected.selector())
          .put("window_ms", selected.windowMs());
    }
    into.put("memory_bytes", rule.memoryBytes())
        .put("disk_bytes", rule.diskBytes())
        .put("traffic", rule.traffic())
        .put("traffic_bytes_per_second", rule.trafficBytesPerSecond());
    ArrayNode notes = into.putArray("notes");
    rule.notes().forEach(notes::add);
  }
}
