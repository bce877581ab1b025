package io.tributary.hub.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.promql.syntax.Matcher;
import io.tributary.promql.syntax.Parser;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code rules} and {@code alerts}. */
final class RuleEndpoints {
  static final String RULES = "rules";
  static final String ALERTS = "alerts";

  private static final String NEVER = "0001-01-01T00:00:00Z";

  private final RuleCatalog catalog;
  private final Parser parser;

  RuleEndpoints(RuleCatalog catalog, Parser parser) {
    this.catalog = catalog;
    this.parser = parser;
  }

  void addTo(ApiRoutes routes) {
    routes.add(RULES, Route.get(routes.json(this::rules)));
    routes.add(ALERTS, Route.get(routes.json(this::alerts)));
  }

  private Answer rules(Params params) {
    String type = params.get("type");
    if (!List.of("", "alert", "record").contains(type)) {
      throw ApiException.invalidParameter("type", "not supported value \"" + type + "\"");
    }
    List<List<Matcher>> selectors = params.selectors(parser);
    boolean withAlerts = !params.flag("exclude_alerts", "error converting exclude_alerts");
    GroupPage page = GroupPage.of(params);
    List<RuleCatalog.Group> shown = new ArrayList<>();
    for (RuleCatalog.Group group : catalog.groups()) {
      if (isAsked(params.all("rule_group[]"), group.name())
          && isAsked(params.all("file[]"), group.file())) {
        List<RuleCatalog.Rule> rules = new ArrayList<>();
        for (RuleCatalog.Rule rule : group.rules()) {
          if (isAsked(rule, type, params.all("rule_name[]"), selectors)) {
            rules.add(rule);
          }
        }
        if (!rules.isEmpty()) {
          shown.add(
              new RuleCatalog.Group(
                  group.name(),
                  group.file(),
                  group.interval(),
                  group.limit(),
                  rules,
                  group.evaluationTime(),
                  group.lastEvaluation()));
        }
      }
    }
    List<RuleCatalog.Group> onPage = page.of(shown);
    String nextToken = page.nextToken(shown);
    return answer(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("groups");
          for (RuleCatalog.Group group : onPage) {
            group(json, group, withAlerts);
          }
          json.writeEndArray();
          if (!nextToken.isEmpty()) {
            json.writeStringField("groupNextToken", nextToken);
          }
          json.writeEndObject();
        });
  }

  private static boolean isAsked(List<String> names, String name) {
    return names.isEmpty() || names.contains(name);
  }

  private static boolean isAsked(
      RuleCatalog.Rule rule, String type, List<String> names, List<List<Matcher>> selectors) {
    return switch (rule) {
      case RuleCatalog.Recording r ->
          !type.equals("alert") && isAsked(names, r.name()) && matches(selectors, r.labels());
      case RuleCatalog.Alerting a ->
          !type.equals("record") && isAsked(names, a.name()) && matches(selectors, a.labels());
    };
  }

  private static boolean matches(List<List<Matcher>> selectors, Labels labels) {
    return selectors.isEmpty()
        || selectors.stream()
            .anyMatch(selector -> selector.stream().allMatch(matcher -> matcher.matches(labels)));
  }

  private Answer alerts(Params params) {
    List<RuleCatalog.Group> groups = catalog.groups();
    return answer(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("alerts");
          for (RuleCatalog.Group group : groups) {
            for (RuleCatalog.Rule rule : group.rules()) {
              if (rule instanceof RuleCatalog.Alerting alerting) {
                for (RuleCatalog.Alert alert : alerting.alerts()) {
                  alert(json, alert);
                }
              }
            }
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void group(JsonGenerator json, RuleCatalog.Group group, boolean withAlerts)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", group.name());
    json.writeStringField("file", group.file());
    json.writeArrayFieldStart("rules");
    for (RuleCatalog.Rule rule : group.rules()) {
      json.writeStartObject();
      switch (rule) {
        case RuleCatalog.Recording recording -> recording(json, recording);
        case RuleCatalog.Alerting alerting -> alerting(json, alerting, withAlerts);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    number(json, "interval", group.interval().toMillis() / 1e3);
    json.writeNumberField("limit", group.limit());
    number(json, "evaluationTime", group.evaluationTime().toNanos() / 1e9);
    json.writeStringField("lastEvaluation", time(group.lastEvaluation()));
    json.writeEndObject();
  }

  private static void recording(JsonGenerator json, RuleCatalog.Recording rule) throws IOException {
    json.writeStringField("name", rule.name());
    json.writeStringField("query", rule.query());
    if (!rule.labels().isEmpty()) {
      labels(json, rule.labels());
    }
    health(json, rule.health());
    json.writeStringField("type", "recording");
  }

  private static void alerting(JsonGenerator json, RuleCatalog.Alerting rule, boolean withAlerts)
      throws IOException {
    String state = "inactive";
    for (RuleCatalog.Alert alert : rule.alerts()) {
      state = alert.firing() || state.equals("firing") ? "firing" : "pending";
    }
    json.writeStringField("state", state);
    json.writeStringField("name", rule.name());
    json.writeStringField("query", rule.query());
    number(json, "duration", rule.holdFor().toMillis() / 1e3);
    number(json, "keepFiringFor", rule.keepFiringFor().toMillis() / 1e3);
    labels(json, rule.labels());
    annotations(json, rule.annotations());
    if (withAlerts) {
      json.writeArrayFieldStart("alerts");
      for (RuleCatalog.Alert alert : rule.alerts()) {
        alert(json, alert);
      }
      json.writeEndArray();
    } else {
      json.writeNullField("alerts");
    }
    health(json, rule.health());
    json.writeStringField("type", "alerting");
  }

  private static void alert(JsonGenerator json, RuleCatalog.Alert alert) throws IOException {
    json.writeStartObject();
    labels(json, alert.labels());
    annotations(json, alert.annotations());
    json.writeStringField("state", alert.firing() ? "firing" : "pending");
    json.writeStringField("activeAt", alert.activeAt().toString());
    if (alert.keepFiringSince() != null) {
      json.writeStringField("keepFiringSince", alert.keepFiringSince().toString());
    }
    StringBuilder value = new StringBuilder();
    ScientificText.append(alert.value(), value);
    json.writeStringField("value", value.toString());
    json.writeEndObject();
  }

  private static void health(JsonGenerator json, RuleCatalog.Health health) throws IOException {
    json.writeStringField("health", health.health());
    if (!health.lastError().isEmpty()) {
      json.writeStringField("lastError", health.lastError());
    }
    number(json, "evaluationTime", health.evaluationTime().toNanos() / 1e9);
    json.writeStringField("lastEvaluation", time(health.lastEvaluation()));
  }

  private static void number(JsonGenerator json, String field, double value) throws IOException {
    StringBuilder text = new StringBuilder();
    NumberText.append(value, text);
    json.writeFieldName(field);
    json.writeRawValue(text.toString());
  }

  private static void labels(JsonGenerator json, Labels labels) throws IOException {
    json.writeFieldName("labels");
    new ValueJson(json).labels(labels);
  }

  private static void annotations(JsonGenerator json, Map<String, String> annotations)
      throws IOException {
    json.writeObjectFieldStart("annotations");
    for (Map.Entry<String, String> annotation : annotations.entrySet()) {
      json.writeStringField(annotation.getKey(), annotation.getValue());
    }
    json.writeEndObject();
  }

  private static String time(@Nullable Instant time) {
    return time == null ? NEVER : time.toString();
  }

  private Answer answer(Answer.Body body) {
    return new Answer(body, catalog.warnings(), List.of());
  }
}
