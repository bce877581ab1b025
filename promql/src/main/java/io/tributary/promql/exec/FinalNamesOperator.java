package io.tributary.promql.exec;

import java.util.List;

/** The end of every plan: drops the names whose removal was delayed, and tells series apart. */
final class FinalNamesOperator implements Operator {
  private final Operator input;
  private final Operator merged;

  FinalNamesOperator(Operator input) {
    this.input = input;
    this.merged = new MergeOperator(new Dropping(input));
  }

  @Override
  public SeriesTable series(Scope scope) {
    return merged.series(scope);
  }

  @Override
  public RowReader open(Scope scope) {
    return merged.open(scope);
  }

  @Override
  public List<Operator> inputs() {
    return List.of(input);
  }

  @Override
  public String describe() {
    return "Result";
  }

  private static final class Dropping implements Operator {
    private final Operator input;
    private final Derived<SeriesTable> table = new Derived<>();

    Dropping(Operator input) {
      this.input = input;
    }

    @Override
    public SeriesTable series(Scope scope) {
      SeriesTable of = input.series(scope);
      return table.get(of::withDelayedRemoval, of);
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
      return "DropNames";
    }
  }
}
