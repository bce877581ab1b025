package io.tributary.promql.exec;

import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code label_replace} and {@code label_join}: the same rows under other labels. */
final class RelabelOperator implements Operator {
  private final String name;
  private final Operator input;
  private final String target;
  private final UnaryOperator<Labels> relabel;
  private final Derived<SeriesTable> table = new Derived<>();

  /**
   * Relabels by a function.
   *
   * @param target the label that is set
   */
  RelabelOperator(String name, Operator input, String target, UnaryOperator<Labels> relabel) {
    this.name = name;
    this.input = input;
    this.target = target;
    this.relabel = relabel;
  }

  @Override
  public SeriesTable series(Scope scope) {
    SeriesTable of = input.series(scope);
    return table.get(() -> relabeled(of, scope.evaluation().budget()), of);
  }

  @SuppressWarnings("ReferenceEquality") // relabel gives back the very labels it leaves alone
  private SeriesTable relabeled(SeriesTable of, Budget budget) {
    List<Labels> labels = new ArrayList<>(of.size());
    boolean[] drops = new boolean[of.size()];
    boolean any = false;
    for (int i = 0; i < of.size(); i++) {
      Labels changed = relabel.apply(of.labels(i));
      labels.add(changed);
      if (changed != of.labels(i)) {
        budget.hold(0, Footprint.SERIES + 2L * changed.getOrEmpty(target).length());
      }
      budget.check();
      // A name that is set by hand is meant to stay.
      boolean keeps = target.equals(Labels.NAME) && changed != of.labels(i);
      drops[i] = of.dropsName(i) && !keeps;
      any |= drops[i];
    }
    return new SeriesTable(labels, any ? drops : null);
  }

  @Override
  public RowReader open(Scope scope) {
    return input.open(scope);
  }

  @Override
  public List<Operator> inputs() {
    return List.of(input);
  }

  @Override
  public String describe() {
    return "Relabel " + name + " " + target;
  }
}
