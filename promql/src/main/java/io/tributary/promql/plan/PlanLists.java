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

  static List<Plan> map(List<Plan> plans, UnaryOperator<Plan> f) {
    List<Plan> mapped = new ArrayList<>(plans.size());
    for (Plan plan : plans) {
      mapped.add(f.apply(plan));
    }
    return mapped;
  }
}
