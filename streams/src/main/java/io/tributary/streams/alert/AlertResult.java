package io.tributary.streams.alert;

import io.tributary.schemas.labels.Labels;
import java.util.Map;

/**
 * One result of an alerting rule's expression, its templates expanded.
 *
 * @param labels those of the alert: of the result without its name, under the rule's own, with
 *     {@code alertname}
 */
public record AlertResult(Labels labels, Map<String, String> annotations, double value) {}
