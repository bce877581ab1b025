package io.tributary.sink.notify;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertState;
import io.tributary.sink.relabel.Relabeling;
import org.jspecify.annotations.Nullable;

/**
 * Turns an alert into what is sent of it: external labels where it has none of that name, then
 * relabelling, then the times.
 */
final class NotificationMaker {
  /** An alert that is not sent again ends by itself after this many resends. */
  private static final int VALID_RESENDS = 4;

  private final NotifierConfig config;
  private final Relabeling relabeling;

  NotificationMaker(NotifierConfig config) {
    this.config = config;
    this.relabeling = new Relabeling(config.alertRelabeling());
  }

  /** The notification as of now, or null where relabelling drops the alert. */
  @Nullable Notification make(AlertRecord alert, long nowMs) {
    LabelsBuilder builder = Labels.of(alert.getLabelsMap()).toBuilder();
    Labels external = config.externalLabels();
    for (int i = 0; i < external.size(); i++) {
      if (builder.getOrEmpty(external.name(i)).isEmpty()) {
        builder.set(external.name(i), external.value(i));
      }
    }
    Labels labels = relabeling.apply(builder.build());
    if (labels == null || labels.isEmpty()) {
      return null;
    }
    return new Notification(
        labels,
        alert.getAnnotationsMap(),
        alert.getFiredAtMs(),
        endsAtMs(alert, nowMs),
        TableLink.of(config.externalUrl(), alert.getRule().getExpr()));
  }

  private long endsAtMs(AlertRecord alert, long nowMs) {
    if (alert.getState() == AlertState.ALERT_STATE_RESOLVED) {
      return alert.getResolvedAtMs();
    }
    long resendMs = Math.max(alert.getIntervalMs(), config.resendDelay().toMillis());
    return nowMs + VALID_RESENDS * resendMs;
  }
}
