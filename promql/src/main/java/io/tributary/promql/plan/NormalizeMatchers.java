package io.tributary.promql.plan;

import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Brings the matchers of a selector into one order, each once, the metric's name first: selectors
 * that ask the same then are the same, and the store is asked once.
 *
 * <pre>
 * before   Select {job="a", __name__="up", job="a"}
 * after    Select {__name__="up", job="a"}
 * </pre>
 *
 * <p>{@code absent} and {@code absent_over_time} give their result labels of the matchers as they
 * are written, repeated ones included, so theirs are left alone.
 */
final class NormalizeMatchers implements Rule {
  private static final Comparator<Matcher> ORDER =
      Comparator.comparing((Matcher m) -> !m.name().equals(Labels.NAME))
          .thenComparing(Matcher::name)
          .thenComparing(Matcher::type)
          .thenComparing(Matcher::value);

  @Override
  public Plan apply(Plan plan) {
    return switch (plan) {
      case Plan.Select s -> new Plan.Select(normalized(s.selector()), s.field(), s.position());
      case Plan.Window w -> new Plan.Window(normalized(w.selector()), w.rangeMs(), w.position());
      case Plan.OverTime o when isAbsent(o.function()) -> o;
      case Plan.Apply a when isAbsent(a.function()) || isInfo(a.function()) -> a;
      default -> plan.mapChildren(this::apply);
    };
  }

  private static boolean isAbsent(io.tributary.promql.syntax.Function function) {
    return function == io.tributary.promql.syntax.Function.ABSENT
        || function == io.tributary.promql.syntax.Function.ABSENT_OVER_TIME;
  }

  private static boolean isInfo(io.tributary.promql.syntax.Function function) {
    return function == io.tributary.promql.syntax.Function.INFO;
  }

  private static Selector normalized(Selector selector) {
    List<Matcher> matchers = new ArrayList<>(new LinkedHashSet<>(selector.matchers()));
    matchers.sort(ORDER);
    return selector.withMatchers(matchers);
  }
}
