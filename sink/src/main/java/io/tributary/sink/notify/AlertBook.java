package io.tributary.sink.notify;

import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The present state of all alerts, and which of them have to be sent now.
 *
 * <p>Two clocks meet here. Whether a resend is due is decided in event time, by the instants at
 * which the alert's group was evaluated, so that the resend interval is the first multiple of the
 * group's interval that is not shorter than the resend delay. Whether the state is of now at all is
 * decided by the wall clock: while a task works off a backlog, its alerts change but none is sent.
 *
 * <p>Threading: used by one thread.
 */
final class AlertBook {
  /** How long resolved alerts are sent again. Prometheus: {@code resolvedRetention}. */
  static final Duration RESOLVED_RETENTION = Duration.ofMinutes(15);

  private static final long MIN_CURRENT_MS = Duration.ofMinutes(2).toMillis();
  private static final int CURRENT_INTERVALS = 4;

  private final long resendDelayMs;
  private final Map<String, Entry> alerts = new HashMap<>();
  private final Map<String, Long> progressByTask = new HashMap<>();
  private long furthestProgressMs = Long.MIN_VALUE;

  AlertBook(Duration resendDelay) {
    resendDelayMs = resendDelay.toMillis();
  }

  /** The topic is read from its beginning: what does not come up again is gone. */
  void beginReading() {
    alerts.values().forEach(entry -> entry.seen = false);
    progressByTask.clear();
    furthestProgressMs = Long.MIN_VALUE;
  }

  /** The topic has been read to its end. */
  void endReading() {
    alerts.values().removeIf(entry -> !entry.seen);
  }

  /** An alert is now as the record says. */
  void put(String key, @Nullable String task, AlertRecord alert) {
    Entry entry = alerts.computeIfAbsent(key, k -> new Entry(alert));
    entry.alert = alert;
    entry.task = task;
    entry.seen = true;
  }

  /** An alert is no more. */
  void remove(String key) {
    alerts.remove(key);
  }

  /** A task has evaluated its rules for all instants up to this one. */
  void progress(String task, long evaluatedUntilMs) {
    progressByTask.put(task, evaluatedUntilMs);
    furthestProgressMs = Math.max(furthestProgressMs, evaluatedUntilMs);
  }

  /** A task is no more. */
  void removeTask(String task) {
    progressByTask.remove(task);
  }

  int size() {
    return alerts.size();
  }

  /** The alerts to send now; they count as sent from here on. */
  List<AlertRecord> due(long nowMs) {
    List<AlertRecord> due = new ArrayList<>();
    for (Entry entry : alerts.values()) {
      long progressMs = progressOf(entry);
      if (isCurrent(entry, progressMs, nowMs) && entry.isDue(progressMs, resendDelayMs)) {
        entry.sent(progressMs);
        due.add(entry.alert);
      }
    }
    return due;
  }

  private long progressOf(Entry entry) {
    if (entry.task == null) {
      return furthestProgressMs;
    }
    Long progressMs = progressByTask.get(entry.task);
    return progressMs == null ? Long.MIN_VALUE : progressMs;
  }

  private static boolean isCurrent(Entry entry, long progressMs, long nowMs) {
    if (progressMs == Long.MIN_VALUE) {
      return false;
    }
    long allowedMs = Math.max(MIN_CURRENT_MS, CURRENT_INTERVALS * entry.alert.getIntervalMs());
    return progressMs >= nowMs - allowedMs;
  }

  /** One alert and what was last sent of it. */
  private static final class Entry {
    private static final long NEVER = Long.MIN_VALUE;

    AlertRecord alert;
    @Nullable String task;
    boolean seen;

    /** The evaluation after which it was last sent, and the state that was sent. */
    private long sentEvaluationMs = NEVER;

    private long sentFiredAtMs;
    private long sentResolvedAtMs;

    Entry(AlertRecord alert) {
      this.alert = alert;
    }

    boolean isDue(long progressMs, long resendDelayMs) {
      AlertState state = alert.getState();
      if (state != AlertState.ALERT_STATE_FIRING && state != AlertState.ALERT_STATE_RESOLVED) {
        return false;
      }
      if (state == AlertState.ALERT_STATE_RESOLVED
          && progressMs - alert.getResolvedAtMs() > RESOLVED_RETENTION.toMillis()) {
        return false;
      }
      if (sentEvaluationMs == NEVER
          || sentFiredAtMs != alert.getFiredAtMs()
          || sentResolvedAtMs != alert.getResolvedAtMs()) {
        return true;
      }
      return lastEvaluationMs(progressMs) - sentEvaluationMs >= resendDelayMs;
    }

    void sent(long progressMs) {
      sentEvaluationMs = lastEvaluationMs(progressMs);
      sentFiredAtMs = alert.getFiredAtMs();
      sentResolvedAtMs = alert.getResolvedAtMs();
    }

    private long lastEvaluationMs(long progressMs) {
      long intervalMs = alert.getIntervalMs();
      return intervalMs <= 0 ? progressMs : progressMs - Math.floorMod(progressMs, intervalMs);
    }
  }
}
