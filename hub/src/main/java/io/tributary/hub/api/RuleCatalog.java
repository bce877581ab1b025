package io.tributary.hub.api;

import io.tributary.schemas.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules and the state that they are in, wherever they are evaluated. */
@FunctionalInterface
public interface RuleCatalog {
  /** All groups, in the order of their files. */
  List<Group> groups();

  /** Why the latest answer of {@link #groups} may lack something; empty where it lacks nothing. */
  default List<String> warnings() {
    return List.of();
  }

  /** A group of rules. */
  record Group(
      String name,
      String file,
      Duration interval,
      int limit,
      List<Rule> rules,
      Duration evaluationTime,
      @Nullable Instant lastEvaluation) {}

  /** What all rules have; {@code health} is {@code ok}, {@code err} or {@code unknown}. */
  record Health(
      String health, String lastError, Duration evaluationTime, @Nullable Instant lastEvaluation) {}

  /** A rule. */
  sealed interface Rule {}

  /** A recording rule. */
  record Recording(String name, String query, Labels labels, Health health) implements Rule {}

  /** An alerting rule. */
  record Alerting(
      String name,
      String query,
      Duration holdFor,
      Duration keepFiringFor,
      Labels labels,
      Map<String, String> annotations,
      List<Alert> alerts,
      Health health)
      implements Rule {}

  /** An alert that is pending or firing. */
  record Alert(
      Labels labels,
      Map<String, String> annotations,
      boolean firing,
      Instant activeAt,
      @Nullable Instant keepFiringSince,
      double value) {}
}
