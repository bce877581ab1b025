package io.tributary.promql.exec;

import io.tributary.promql.plan.Plan;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code info} is asked for.
 *
 * @param names matchers of the info metrics' names
 * @param data matchers of the labels to add; where there are any, no others are added
 */
record InfoSelector(List<Matcher> names, List<Matcher> data) {

  static InfoSelector of(List<Plan> arguments) {
    List<Matcher> names = new ArrayList<>();
    List<Matcher> data = new ArrayList<>();
    if (arguments.size() > 1 && arguments.get(1) instanceof Plan.Select labels) {
      for (Matcher matcher : labels.selector().matchers()) {
        (matcher.name().equals(Labels.NAME) ? names : data).add(matcher);
      }
    }
    if (names.isEmpty()) {
      names.add(Matcher.equal(Labels.NAME, "target_info"));
    } else if (names.stream().allMatch(matcher -> matcher.type().isNegative())) {
      names.add(Matcher.of(Matcher.Type.REGEX, Labels.NAME, ".+_info"));
    }
    return new InfoSelector(names, data);
  }

  /** Whether a metric of that name is an info metric that is asked for. */
  boolean selectsInfo(String metricName) {
    for (Matcher matcher : names) {
      if (!matcher.matches(metricName)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The labels with those of the info series that match; null where the series falls away because a
   * label is asked for that nothing has.
   */
  @Nullable Labels enrich(Labels base, List<Labels> infos) {
    LabelsBuilder added = Labels.builder();
    for (Labels info : infos) {
      for (int i = 0; i < info.size(); i++) {
        String name = info.name(i);
        if (name.equals(Labels.NAME) || !isAskedFor(name)) {
          continue;
        }
        String known = added.getOrEmpty(name);
        if (!known.isEmpty() && !known.equals(info.value(i))) {
          throw Evaluation.failure("conflicting label: " + name);
        }
        if (!base.has(name)) {
          added.set(name, info.value(i));
        }
      }
    }
    if (infos.isEmpty() && !matchesWithout()) {
      return null;
    }
    LabelsBuilder result = base.toBuilder();
    Labels all = added.build();
    for (int i = 0; i < all.size(); i++) {
      result.set(all.name(i), all.value(i));
    }
    return result.build();
  }

  private boolean isAskedFor(String name) {
    if (data.isEmpty()) {
      return true;
    }
    for (Matcher matcher : data) {
      if (matcher.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private boolean matchesWithout() {
    for (Matcher matcher : data) {
      if (!matcher.matchesEmpty()) {
        return false;
      }
    }
    return true;
  }
}
