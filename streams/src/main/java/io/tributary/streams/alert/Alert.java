package io.tributary.streams.alert;

import io.tributary.schemas.labels.Labels;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of one alert after an evaluation. Times are instants of evaluation in milliseconds
 * since the epoch, 0 where it has not happened.
 *
 * @param labels what identifies the alert within its rule, {@code alertname} among them
 * @param value of the latest result, by its raw bits
 * @param activeAtMs the first result of this activation
 * @param keepFiringSinceMs since when it goes on firing without a result
 */
public record Alert(
    Labels labels,
    Map<String, String> annotations,
    AlertPhase phase,
    double value,
    long activeAtMs,
    long firedAtMs,
    long resolvedAtMs,
    long keepFiringSinceMs) {

  /** Copies the annotations. */
  public Alert {
    annotations = Map.copyOf(annotations);
  }

  static Alert pending(AlertResult result, long nowMs) {
    return new Alert(
        result.labels(), result.annotations(), AlertPhase.PENDING, result.value(), nowMs, 0, 0, 0);
  }

  /** Whether it is pending or firing. */
  public boolean active() {
    return phase == AlertPhase.PENDING || phase == AlertPhase.FIRING;
  }

  Alert refreshed(AlertResult result) {
    return new Alert(
        labels,
        result.annotations(),
        phase,
        result.value(),
        activeAtMs,
        firedAtMs,
        resolvedAtMs,
        0);
  }

  Alert fired(long nowMs) {
    return new Alert(
        labels, annotations, AlertPhase.FIRING, value, activeAtMs, nowMs, 0, keepFiringSinceMs);
  }

  Alert backToPending() {
    return new Alert(labels, annotations, AlertPhase.PENDING, value, activeAtMs, 0, 0, 0);
  }

  Alert keptSince(long nowMs) {
    return new Alert(labels, annotations, phase, value, activeAtMs, firedAtMs, resolvedAtMs, nowMs);
  }

  Alert resolved(long nowMs) {
    return new Alert(
        labels, annotations, AlertPhase.RESOLVED, value, activeAtMs, firedAtMs, nowMs, 0);
  }

  /** Values are compared by their bits: a NaN that stays the same is no change. */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Alert other
        && phase == other.phase
        && Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(other.value)
        && activeAtMs == other.activeAtMs
        && firedAtMs == other.firedAtMs
        && resolvedAtMs == other.resolvedAtMs
        && keepFiringSinceMs == other.keepFiringSinceMs
        && labels.equals(other.labels)
        && annotations.equals(other.annotations);
  }

  @Override
  public int hashCode() {
    return Objects.hash(labels, phase, activeAtMs);
  }
}
