package io.tributary.promql.exec;

import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The labels of what {@code absent} and {@code absent_over_time} give, as Prometheus has them. */
public final class AbsentLabels {
  private AbsentLabels() {}

  /** Labels that equal one value; one that is asked for twice is left out, as it always was. */
  public static Labels of(List<Matcher> matchers) {
    LabelsBuilder labels = Labels.builder();
    Set<String> seen = new HashSet<>();
    for (Matcher matcher : matchers) {
      if (matcher.name().equals(Labels.NAME)) {
        continue;
      }
      if (matcher.type() == Matcher.Type.EQUAL && seen.add(matcher.name())) {
        labels.set(matcher.name(), matcher.value());
      } else {
        labels.remove(matcher.name());
      }
    }
    return labels.build();
  }
}
