package io.tributary.sink.notify;

import io.tributary.schemas.labels.Labels;
import java.util.Map;

/** An alert as an Alertmanager is told of it. */
record Notification(
    Labels labels,
    Map<String, String> annotations,
    long startsAtMs,
    long endsAtMs,
    String generatorUrl) {}
