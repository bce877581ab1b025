package io.tributary.hub.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * {@code targets} and {@code alertmanagers}. There is nothing that we scrape: a target is an agent,
 * its last scrape the time of the latest sample that it sent, the scrape's duration how late that
 * came.
 */
final class TargetEndpoints {
  private static final String NEVER = "0001-01-01T00:00:00Z";
  private static final String POOL = "remote-write";

  private final TargetCatalog catalog;
  private final List<String> alertmanagers;

  TargetEndpoints(TargetCatalog catalog, List<String> alertmanagers) {
    this.catalog = catalog;
    this.alertmanagers = List.copyOf(alertmanagers);
  }

  Answer targets(Params params) {
    String state = params.get("state").toLowerCase(Locale.ROOT);
    boolean active = List.of("", "any", "active").contains(state);
    boolean dropped = List.of("", "any", "dropped").contains(state);
    List<TargetCatalog.Target> targets = active ? catalog.targets() : List.of();
    String pool = params.get("scrapePool");
    return Answer.of(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("activeTargets");
          for (TargetCatalog.Target target : targets) {
            if (pool.isEmpty() || pool.equals(POOL)) {
              target(json, target);
            }
          }
          json.writeEndArray();
          json.writeArrayFieldStart("droppedTargets");
          json.writeEndArray();
          if (dropped) {
            json.writeObjectFieldStart("droppedTargetCounts");
            json.writeEndObject();
          } else {
            json.writeNullField("droppedTargetCounts");
          }
          json.writeEndObject();
        });
  }

  /** What a target's scrapes said of its metrics: none were made here. */
  Answer metadata(Params params) {
    return Answer.ofTexts(List.of(), 0);
  }

  Answer scrapePools(Params params) {
    return Answer.of(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("scrapePools");
          json.writeString(POOL);
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void target(JsonGenerator json, TargetCatalog.Target target) throws IOException {
    Labels labels = target.labels();
    json.writeStartObject();
    json.writeFieldName("discoveredLabels");
    new ValueJson(json).labels(labels);
    json.writeFieldName("labels");
    new ValueJson(json).labels(labels);
    json.writeStringField("scrapePool", POOL);
    json.writeStringField("scrapeUrl", "");
    json.writeStringField("globalUrl", "");
    json.writeStringField("lastError", target.lastError());
    json.writeStringField(
        "lastScrape", target.lastSample() == null ? NEVER : target.lastSample().toString());
    json.writeNumberField("lastScrapeDuration", target.lagSeconds());
    json.writeStringField("health", target.healthy() ? "up" : "down");
    json.writeStringField("scrapeInterval", "");
    json.writeStringField("scrapeTimeout", "");
    json.writeEndObject();
  }

  Answer alertmanagers(Params params) {
    return Answer.of(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("activeAlertmanagers");
          for (String url : alertmanagers) {
            json.writeStartObject();
            json.writeStringField("url", url);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("droppedAlertmanagers");
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
