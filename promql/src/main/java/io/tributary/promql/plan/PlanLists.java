package io.tributary.promql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lists of nodes. */
final class PlanLists {
  private PlanLists() {}

  static List<Plan> prepend(Plan first, List<Plan> rest) {
    List<Plan> all = new ArrayList<>(rest.size() + 1);
    all.add(first);
    all.addAll(rest);
    return all;
  }

  /** The very same list where nothing changes. */
  static List<Plan> map(List<Plan> plans, UnaryOperator<Plan> f) {
    List<Plan> mapped = new ArrayList<>(plans.size());
    boolean changed = false;
    for (Plan plan : plans) {
      Plan result = f.apply(plan);
      changed |= result != plan;
      mapped.add(result);
    }
    return changed ? mapped : plans;
  }
}
