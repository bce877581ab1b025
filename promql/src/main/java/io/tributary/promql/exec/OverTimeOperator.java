package io.tributary.promql.exec;

import io.tributary.promql.kernel.KernelContext;
import io.tributary.promql.kernel.Note;
import io.tributary.promql.kernel.RangeKernel;
import io.tributary.promql.kernel.RangeKernels;
import io.tributary.promql.kernel.Row;
import io.tributary.promql.kernel.SummaryKernel;
import io.tributary.promql.kernel.WindowShape;
import io.tributary.promql.kernel.Windows;
import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.syntax.Function;
import io.tributary.promql.syntax.Position;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of range vectors: one series at a time, all its windows in one pass. */
final class OverTimeOperator implements Operator {
  private final Function function;
  private final RangeInput range;
  private final List<ScalarInput> scalars;
  private final Position argument;
  private final Position firstArgument;
  private final Derived<SeriesTable> table = new Derived<>();

  OverTimeOperator(
      Function function,
      RangeInput range,
      List<ScalarInput> scalars,
      Position argument,
      Position firstArgument) {
    this.function = function;
    this.range = range;
    this.scalars = scalars;
    this.argument = argument;
    this.firstArgument = firstArgument;
  }

  @Override
  public SeriesTable series(Scope scope) {
    SeriesTable input = range.series(scope);
    for (ScalarInput scalar : scalars) {
      scalar.values(scope);
    }
    boolean delayed = scope.options().delayedNameRemoval();
    return table.get(() -> keepsName() ? input : input.droppingNames(delayed), input);
  }

  /** These two move a sample in time and leave it what it is. */
  private boolean keepsName() {
    return function == Function.LAST_OVER_TIME || function == Function.FIRST_OVER_TIME;
  }

  @Override
  public RowReader open(Scope scope) {
    return new Reader(scope);
  }

  @Override
  public List<Operator> inputs() {
    List<Operator> all = new ArrayList<>(range.inputs());
    for (ScalarInput scalar : scalars) {
      all.add(scalar.operator());
    }
    return all;
  }

  @Override
  public String describe() {
    return "OverTime " + function.text() + " " + range.describe();
  }

  private final class Reader implements RowReader {
    private final Scope scope;
    private final RangeInput.Reader samples;
    private final SeriesTable input;
    private final SampleColumns columns = new SampleColumns();
    private final Windows windows;
    private final RangeKernel kernel;
    private final @Nullable SummaryKernel summaryKernel;
    private final RangeSummary summary = new RangeSummary();

    /** Whether the name of the next series is to be looked at. */
    private boolean checksName;

    private String checkedName = "";

    Reader(Scope scope) {
      this.scope = scope;
      this.samples = range.open(scope);
      this.input = range.series(scope);
      WindowShape shape = range.shape(scope);
      scope.evaluation().budget().hold(0, Footprint.windows(scope.grid().steps()));
      this.windows = new Windows(shape);
      double[][] arguments = new double[scalars.size()][];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = scalars.get(i).values(scope);
      }
      this.kernel =
          RangeKernels.of(
              function,
              shape.edges(),
              new KernelContext(
                  scope.notes(),
                  argument,
                  firstArgument,
                  arguments,
                  scope.options().startTimestamps()));
      this.summaryKernel =
          scope.grid().steps() == 1 ? SummaryKernel.of(function, shape.edges()) : null;
      this.checksName = function == Function.RATE || function == Function.INCREASE;
    }

    @Override
    public void read(int i, Row out) {
      out.clear();
      if (!summarized(i, out)) {
        samples.read(i, columns);
        if (columns.size() == 0) {
          return;
        }
        windows.fill(input.labels(i), columns);
        kernel.all(windows, out);
      }
      if (checksName) {
        checkName(input.labels(i), out);
      }
    }

    /** One window may be known to the store without its samples. */
    private boolean summarized(int i, Row out) {
      SummaryKernel known = summaryKernel;
      if (known == null) {
        return false;
      }
      boolean summarized =
          known.needsEndsOnly()
              ? samples.summarizeEnds(i, summary)
              : samples.summarize(i, summary) && known.answers(summary);
      if (!summarized) {
        return false;
      }
      out.values[0] = known.of(summary, windows.shape, 0);
      return true;
    }

    /** Rates of what does not look like a counter are often a mistake. */
    private void checkName(Labels labels, Row out) {
      String name = labels.metricName();
      boolean byType = scope.options().typeAndUnitLabels();
      if (name.isEmpty() || (!byType && name.equals(checkedName)) || !hasFloat(out)) {
        return;
      }
      checkedName = name;
      checksName = byType || !input.hasOneName();
      if (byType) {
        String type = labels.getOrEmpty("__type__");
        if (!type.equals("counter") && !type.equals("histogram")) {
          scope.notes().add(Note.possibleNonCounterType(name, type), argument);
        }
      } else if (!name.endsWith("_total")
          && !name.endsWith("_sum")
          && !name.endsWith("_count")
          && !name.endsWith("_bucket")) {
        scope.notes().add(Note.possibleNonCounter(name), argument);
      }
    }

    private static boolean hasFloat(Row row) {
      for (double value : row.values) {
        if (!Row.isAbsent(value)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void close() {
      samples.close();
    }
  }
}
