package io.tributary.standalone.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.RuleStates;
import io.tributary.streams.alert.Alert;
import io.tributary.streams.alert.AlertPhase;
import io.tributary.streams.eval.GroupStatus;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of an instance's rules as another instance asks for it. Rules stand as their versions:
 * what they are whoever asks knows from its own files.
 *
 * <pre>
 *   {"tasks": {"0_3": [{"group": "source/name", "took_ns": 1, "rules": [
 *     {"version": "...", "error": "...", "evaluated_ms": 1, "waiting": false, "alerts": [
 *       {"labels": {}, "annotations": {}, "firing": true, "value": "1.5", "active_at_ms": 1,
 *        "fired_at_ms": 1, "kept_since_ms": 0}]}]}]}}
 * </pre>
 */
final class RuleStatesJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RuleStatesJson() {}

  static byte[] encode(RuleStates states) {
    ObjectNode root = MAPPER.createObjectNode();
    ObjectNode tasks = root.putObject("tasks");
    states
        .byTask()
        .forEach(
            (task, groups) -> {
              ArrayNode of = tasks.putArray(task);
              groups.forEach(group -> group(of.addObject(), group));
            });
    try {
      return MAPPER.writeValueAsBytes(root);
    } catch (IOException e) {
      throw new IllegalStateException("states that are no JSON", e);
    }
  }

  private static void group(ObjectNode into, GroupStatus group) {
    into.put("group", group.group().key()).put("took_ns", group.tookNs());
    ArrayNode rules = into.putArray("rules");
    for (GroupStatus.RuleStatus rule : group.rules()) {
      ObjectNode of =
          rules
              .addObject()
              .put("version", rule.rule().version())
              .put("error", rule.lastError())
              .put("evaluated_ms", rule.lastEvaluationMs())
              .put("waiting", rule.waiting());
      ArrayNode alerts = of.putArray("alerts");
      rule.alerts().forEach(alert -> alert(alerts.addObject(), alert));
    }
  }

  private static void alert(ObjectNode into, Alert alert) {
    ObjectNode labels = into.putObject("labels");
    for (int i = 0; i < alert.labels().size(); i++) {
      labels.put(alert.labels().name(i), alert.labels().value(i));
    }
    ObjectNode annotations = into.putObject("annotations");
    alert.annotations().forEach(annotations::put);
    into.put("firing", alert.phase() == AlertPhase.FIRING)
        .put("value", Double.toString(alert.value()))
        .put("active_at_ms", alert.activeAtMs())
        .put("fired_at_ms", alert.firedAtMs())
        .put("kept_since_ms", alert.keepFiringSinceMs());
  }

  /**
   * The states that another instance tells of.
   *
   * @param known the groups by their keys; of others, and of rules in another version, nothing is
   *     taken
   * @throws IOException where it is not what {@link #encode} writes
   */
  static Map<String, List<GroupStatus>> decode(byte[] json, Map<String, RuleGroup> known)
      throws IOException {
    JsonNode tasks = MAPPER.readTree(json).path("tasks");
    if (!tasks.isObject()) {
      throw new IOException("an answer without tasks");
    }
    Map<String, List<GroupStatus>> byTask = new TreeMap<>();
    tasks
        .properties()
        .forEach(
            task -> {
              List<GroupStatus> groups = new ArrayList<>();
              for (JsonNode group : task.getValue()) {
                GroupStatus status = group(group, known.get(group.path("group").asText()));
                if (status != null) {
                  groups.add(status);
                }
              }
              byTask.put(task.getKey(), groups);
            });
    return byTask;
  }

  private static @Nullable GroupStatus group(JsonNode group, @Nullable RuleGroup known) {
    JsonNode rules = group.path("rules");
    if (known == null || rules.size() != known.rules().size()) {
      return null;
    }
    List<GroupStatus.RuleStatus> statuses = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = known.rules().get(i);
      if (!rule.version().equals(rules.get(i).path("version").asText())) {
        return null;
      }
      statuses.add(rule(rule, rules.get(i)));
    }
    return new GroupStatus(known, statuses, group.path("took_ns").asLong());
  }

  private static GroupStatus.RuleStatus rule(Rule rule, JsonNode status) {
    List<Alert> alerts = new ArrayList<>();
    status.path("alerts").forEach(alert -> alerts.add(alert(alert)));
    return new GroupStatus.RuleStatus(
        rule,
        status.path("error").textValue(),
        status.path("evaluated_ms").asLong(),
        alerts,
        status.path("waiting").asBoolean());
  }

  private static Alert alert(JsonNode alert) {
    return new Alert(
        Labels.of(texts(alert.path("labels"))),
        texts(alert.path("annotations")),
        alert.path("firing").asBoolean() ? AlertPhase.FIRING : AlertPhase.PENDING,
        Double.parseDouble(alert.path("value").asText("NaN")),
        alert.path("active_at_ms").asLong(),
        alert.path("fired_at_ms").asLong(),
        0,
        alert.path("kept_since_ms").asLong());
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }
}
