package io.tributary.streams.alert;

import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of one rule: the state machine of Prometheus's alerting rules in event time. The next
 * state follows from the previous one, the results at T and T alone, so that it comes out the same
 * in a replay. As the state is as durable as the log, nothing of Prometheus's guessing after a
 * restart is needed.
 *
 * <p>Kept in order of labels, so that whatever is written from it comes in the same order in every
 * run. Of one thread.
 */
public final class ActiveAlerts {
  private final TreeMap<Labels, Alert> alerts = new TreeMap<>();

  /** Puts back an alert from a store. */
  public void restore(Alert alert) {
    alerts.put(alert.labels(), alert);
  }

  /** All alerts, resolved ones too, in order of their labels. Not to be kept. */
  public Collection<Alert> all() {
    return Collections.unmodifiableCollection(alerts.values());
  }

  /**
   * Takes the results at {@code nowMs}.
   *
   * @return what changed, in order of labels
   * @throws AlertException where two results have the same labels, which leaves the alerts as they
   *     are, or where there are more than the policy allows, which ends them all
   */
  public List<AlertChange> advance(AlertPolicy policy, List<AlertResult> results, long nowMs)
      throws AlertException {
    Map<Labels, AlertResult> current = byLabels(results);
    List<AlertChange> changes = new ArrayList<>();
    TreeMap<Labels, Alert> next = new TreeMap<>();
    int active = 0;
    for (Alert before : alerts.values()) {
      AlertResult result = current.remove(before.labels());
      Alert after =
          result == null
              ? withoutResult(policy, before, nowMs)
              : withResult(policy, before, result, nowMs);
      if (!before.equals(after)) {
        changes.add(new AlertChange(before, after));
      }
      if (after != null) {
        next.put(after.labels(), after);
        active += after.active() ? 1 : 0;
      }
    }
    for (AlertResult result : current.values()) {
      Alert after = held(policy, Alert.pending(result, nowMs), nowMs);
      changes.add(new AlertChange(null, after));
      next.put(after.labels(), after);
      active++;
    }
    if (policy.limit() > 0 && active > policy.limit()) {
      String message = "exceeded limit of " + policy.limit() + " with " + active + " alerts";
      throw new AlertException(message, clear());
    }
    alerts.clear();
    alerts.putAll(next);
    changes.sort((a, b) -> a.alert().labels().compareTo(b.alert().labels()));
    return changes;
  }

  /** Ends all alerts: their rule is gone. */
  public List<AlertChange> clear() {
    List<AlertChange> changes = new ArrayList<>(alerts.size());
    for (Alert alert : alerts.values()) {
      changes.add(new AlertChange(alert, null));
    }
    alerts.clear();
    return changes;
  }

  private static @Nullable Alert withoutResult(AlertPolicy policy, Alert before, long nowMs) {
    return switch (before.phase()) {
      case INACTIVE, PENDING -> null;
      case FIRING -> {
        if (policy.keepFiringForMs() > 0) {
          long since = before.keepFiringSinceMs() == 0 ? nowMs : before.keepFiringSinceMs();
          if (nowMs - since < policy.keepFiringForMs()) {
            yield since == before.keepFiringSinceMs() ? before : before.keptSince(since);
          }
        }
        yield before.resolved(nowMs);
      }
      case RESOLVED ->
          nowMs - before.resolvedAtMs() > AlertPolicy.RESOLVED_RETENTION_MS ? null : before;
    };
  }

  private static Alert withResult(
      AlertPolicy policy, Alert before, AlertResult result, long nowMs) {
    return switch (before.phase()) {
      case INACTIVE, RESOLVED -> held(policy, Alert.pending(result, nowMs), nowMs);
      case PENDING, FIRING -> held(policy, before.refreshed(result), nowMs);
    };
  }

  /** The alert as its rule's {@code for}, which may have changed since, wants it. */
  private static Alert held(AlertPolicy policy, Alert alert, long nowMs) {
    boolean heldLongEnough = nowMs - alert.activeAtMs() >= policy.holdForMs();
    if (alert.phase() == AlertPhase.PENDING && heldLongEnough) {
      return alert.fired(nowMs);
    }
    if (alert.phase() == AlertPhase.FIRING && !heldLongEnough) {
      return alert.backToPending();
    }
    return alert;
  }

  private static Map<Labels, AlertResult> byLabels(List<AlertResult> results)
      throws AlertException {
    Map<Labels, AlertResult> byLabels = new HashMap<>(2 * results.size());
    for (AlertResult result : results) {
      if (byLabels.put(result.labels(), result) != null) {
        throw new AlertException(
            "two results have the same labels once the rule's are applied: " + result.labels(),
            List.of());
      }
    }
    return byLabels;
  }
}
