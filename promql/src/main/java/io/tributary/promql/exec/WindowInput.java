package io.tributary.promql.exec;

import io.tributary.promql.kernel.Bucketless;
import io.tributary.promql.kernel.WindowShape;
import io.tributary.promql.plan.Plan;
import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.SampleReader;
import io.tributary.promql.source.SeriesSet;
import java.util.List;

/** The samples of a range selector. */
final class WindowInput implements RangeInput {
  private final Plan.Window window;
  private final Derived<SeriesTable> table = new Derived<>();

  WindowInput(Plan.Window window) {
    this.window = window;
  }

  @Override
  public SeriesTable series(Scope scope) {
    SeriesSet set = set(scope);
    return table.get(() -> SeriesTable.ofDistinct(set.labels()), set);
  }

  private SeriesSet set(Scope scope) {
    return scope.keep(
        this,
        () -> {
          WindowShape shape = shape(scope);
          int last = scope.grid().steps() - 1;
          return scope
              .evaluation()
              .select(window.selector().matchers(), shape.readFromMs(0) + 1, shape.readToMs(last));
        });
  }

  @Override
  public WindowShape shape(Scope scope) {
    Evaluation evaluation = scope.evaluation();
    return new WindowShape(
        scope.grid(),
        window.rangeMs(),
        window.selector().shift().offsetMs(),
        window.selector().shift().atMs(evaluation.startMs(), evaluation.endMs()),
        window.selector().edges(),
        scope.options().lookback().toMillis());
  }

  @Override
  public Reader open(Scope scope) {
    SampleReader samples = set(scope).open();
    WindowShape shape = shape(scope);
    long from = shape.readFromMs(0) + 1;
    long to = shape.readToMs(0);
    long stepMs = shape.fixedEndMs() == null ? scope.grid().stepMs() : 0;
    WindowedReads reads =
        new WindowedReads(
            samples, from, to, stepMs, scope.grid().steps(), scope.evaluation().budget());
    return new Reader() {
      @Override
      public void read(int i, SampleColumns into) {
        reads.read(i, into);
        if (window.selector().bucketless()) {
          Bucketless.strip(into);
        }
      }

      @Override
      public boolean summarize(int i, RangeSummary into) {
        return samples.summarize(i, from, to, into);
      }

      @Override
      public boolean summarizeEnds(int i, RangeSummary into) {
        return samples.summarizeEnds(i, from, to, into);
      }

      @Override
      public void close() {
        reads.close();
        samples.close();
      }
    };
  }

  @Override
  public List<Operator> inputs() {
    return List.of();
  }

  @Override
  public String describe() {
    return "Window "
        + window.selector()
        + (window.selector().bucketless() ? " without buckets[" : "[")
        + window.rangeMs()
        + " ms]";
  }
}
