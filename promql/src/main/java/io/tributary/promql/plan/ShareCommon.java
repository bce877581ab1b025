package io.tributary.promql.plan;

import io.tributary.promql.syntax.Position;
import java.util.HashMap;
import java.util.Map;

/**
 * Evaluates once what occurs more than once. Only what is small once evaluated, that is aggregated:
 * keeping every series of a selector would cost more memory than reading it twice costs time.
 *
 * <pre>
 * before   Binary(/, Aggregation(sum, Select x), Binary(+, Aggregation(sum, Select x), Literal 1))
 * after    Binary(/, Shared 0, Binary(+, Shared 0, Literal 1))
 *            with Shared 0 = Aggregation(sum, Select x)
 * </pre>
 *
 * <p>What is below a subquery is evaluated on a grid of its own; whether two occurrences can really
 * share is known when they run, by their grids.
 */
final class ShareCommon implements Rule {
  private static final Position NOWHERE = new Position(0, 0);

  @Override
  public Plan apply(Plan plan) {
    Map<Plan, Integer> occurrences = new HashMap<>();
    count(plan, occurrences);
    if (occurrences.values().stream().allMatch(n -> n == 1)) {
      return plan;
    }
    return share(plan, occurrences, new HashMap<>());
  }

  private static void count(Plan plan, Map<Plan, Integer> occurrences) {
    if (isSmall(plan) && occurrences.merge(placeless(plan), 1, Integer::sum) > 1) {
      // What is inside a repeated node is evaluated with it.
      return;
    }
    for (Plan child : plan.children()) {
      count(child, occurrences);
    }
  }

  private static Plan share(Plan plan, Map<Plan, Integer> occurrences, Map<Plan, Integer> ids) {
    if (isSmall(plan)) {
      Plan key = placeless(plan);
      if (occurrences.getOrDefault(key, 0) > 1) {
        int next = ids.size();
        return new Plan.Shared(ids.computeIfAbsent(key, k -> next), plan);
      }
    }
    return plan.mapChildren(child -> share(child, occurrences, ids));
  }

  private static boolean isSmall(Plan plan) {
    return switch (plan) {
      case Plan.Aggregation a -> !a.op().keepsSeries();
      case Plan.Binary b -> isSmallOrNumber(b.left()) && isSmallOrNumber(b.right());
      case Plan.Negate n -> isSmall(n.input());
      case Plan.Constant c -> isSmall(c.input());
      default -> false;
    };
  }

  private static boolean isSmallOrNumber(Plan plan) {
    return plan instanceof Plan.Literal ? true : isSmall(plan);
  }

  /** The same for nodes that differ only in where they are written. */
  private static Plan placeless(Plan plan) {
    Plan inner = plan.mapChildren(ShareCommon::placeless);
    return switch (inner) {
      case Plan.Literal n -> new Plan.Literal(n.value(), NOWHERE);
      case Plan.Text t -> new Plan.Text(t.value(), NOWHERE);
      case Plan.Time t -> new Plan.Time(t.which(), NOWHERE);
      case Plan.Select s -> new Plan.Select(s.selector(), s.field(), NOWHERE);
      case Plan.Window w -> new Plan.Window(w.selector(), w.rangeMs(), NOWHERE);
      case Plan.Subquery s ->
          new Plan.Subquery(s.input(), s.rangeMs(), s.stepMs(), s.shift(), NOWHERE);
      case Plan.OverTime o -> new Plan.OverTime(o.function(), o.range(), o.scalars(), NOWHERE);
      case Plan.Apply a -> new Plan.Apply(a.function(), a.arguments(), NOWHERE);
      case Plan.Negate n -> new Plan.Negate(n.input(), NOWHERE);
      case Plan.Aggregation a ->
          new Plan.Aggregation(
              a.op(), a.input(), a.parameter(), a.grouping(), a.without(), NOWHERE);
      case Plan.Binary b ->
          new Plan.Binary(b.op(), b.left(), b.right(), b.returnBool(), b.matching(), NOWHERE);
      case Plan.Constant _, Plan.Shared _ -> inner;
    };
  }
}
