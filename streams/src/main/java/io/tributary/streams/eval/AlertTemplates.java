package io.tributary.streams.eval;

import io.tributary.promql.exec.Value;
import java.util.Map;

/** The templates of one alerting rule, parsed. Of one thread. */
interface AlertTemplates {
  /** The alert's labels but {@code alertname}, and its annotations, for one result. */
  Expanded expand(Value.Sample result, long nowMs);

  /** What became of the templates; an error in one stands in its text. */
  record Expanded(Map<String, String> labels, Map<String, String> annotations) {}
}
