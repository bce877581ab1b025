package io.tributary.standalone.demo;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What an Alertmanager is told, as lines. */
final class Notifications {
  private final ObjectMapper json = new ObjectMapper();
  private final InstantSource clock;

  Notifications(InstantSource clock) {
    this.clock = clock;
  }

  /** A line for each alert of a request's body. */
  List<String> lines(String body) {
    List<String> lines = new ArrayList<>();
    try {
      for (JsonNode alert : json.readTree(body)) {
        JsonNode labels = alert.path("labels");
        String name = labels.path("alertname").asText();
        String severity = labels.path("severity").asText("none");
        String summary = alert.path("annotations").path("summary").asText(labels.toString());
        String state = isResolved(alert) ? "RESOLVED" : "FIRING";
        lines.add("%-8s %s (%s): %s".formatted(state, name, severity, summary));
      }
    } catch (JacksonException e) {
      lines.add("not readable: " + e.getOriginalMessage());
    }
    return lines;
  }

  private boolean isResolved(JsonNode alert) {
    String end = alert.path("endsAt").asText("");
    return !end.isEmpty() && !Instant.parse(end).isAfter(clock.instant());
  }
}
