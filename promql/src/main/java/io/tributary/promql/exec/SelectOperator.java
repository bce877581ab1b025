package io.tributary.promql.exec;

import io.tributary.promql.kernel.Bucketless;
import io.tributary.promql.kernel.Row;
import io.tributary.promql.kernel.SmoothedSelector;
import io.tributary.promql.kernel.TimeGrid;
import io.tributary.promql.kernel.WindowShape;
import io.tributary.promql.kernel.Windows;
import io.tributary.promql.plan.Plan;
import io.tributary.promql.plan.Selector;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.SampleReader;
import io.tributary.promql.source.SeriesSet;
import io.tributary.promql.syntax.Position;
import io.tributary.promql.syntax.RangeEdges;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest sample of each series at each step, unless it is older than the lookback. */
final class SelectOperator implements Operator {
  private final Selector selector;
  private final Plan.Select.Field field;
  private final Position position;
  private final Derived<SeriesTable> table = new Derived<>();

  SelectOperator(Plan.Select plan) {
    this.selector = plan.selector();
    this.field = plan.field();
    this.position = plan.position();
  }

  @Override
  public SeriesTable series(Scope scope) {
    SeriesSet set = set(scope);
    boolean delayed = scope.options().delayedNameRemoval();
    return table.get(
        () -> {
          SeriesTable all = SeriesTable.ofDistinct(set.labels());
          return field == Plan.Select.Field.VALUE ? all : all.droppingNames(delayed);
        },
        set);
  }

  private SeriesSet set(Scope scope) {
    return scope.keep(
        this,
        () -> {
          TimeGrid grid = scope.grid();
          long lookback = scope.options().lookback().toMillis();
          long from = referenceMs(scope, grid.startMs()) - lookback + 1;
          long to = referenceMs(scope, grid.endMs()) + (smoothed() ? lookback : 0);
          return scope.evaluation().select(selector.matchers(), from, to);
        });
  }

  private boolean smoothed() {
    return selector.edges() == RangeEdges.SMOOTHED && field == Plan.Select.Field.VALUE;
  }

  private long referenceMs(Scope scope, long stepMs) {
    Long at = selector.shift().atMs(scope.evaluation().startMs(), scope.evaluation().endMs());
    return (at == null ? stepMs : at) - selector.shift().offsetMs();
  }

  @Override
  public RowReader open(Scope scope) {
    return smoothed() ? new Smoothed(scope) : new Latest(scope);
  }

  @Override
  public List<Operator> inputs() {
    return List.of();
  }

  @Override
  public String describe() {
    return "Select " + selector + (field == Plan.Select.Field.VALUE ? "" : " " + field);
  }

  /** Reads one series over the whole grid. */
  private abstract class Reader implements RowReader {
    final WindowedReads reads;
    final SampleColumns columns = new SampleColumns();
    final TimeGrid grid;
    final long lookbackMs;
    final long firstReferenceMs;
    final long referenceStepMs;

    private final SampleReader samples;
    private final boolean latestOnly;

    Reader(Scope scope, boolean ahead) {
      samples = set(scope).open();
      grid = scope.grid();
      latestOnly = !ahead && grid.steps() == 1;
      lookbackMs = scope.options().lookback().toMillis();
      firstReferenceMs = referenceMs(scope, grid.startMs());
      referenceStepMs = grid.steps() < 2 ? 0 : referenceMs(scope, grid.at(1)) - firstReferenceMs;
      reads =
          new WindowedReads(
              samples,
              firstReferenceMs - lookbackMs + 1,
              firstReferenceMs + (ahead ? lookbackMs : 0),
              referenceStepMs,
              grid.steps(),
              scope.evaluation().budget());
    }

    final void readColumns(int i) {
      if (latestOnly) {
        reads.readLatest(i, columns);
      } else {
        reads.read(i, columns);
      }
      if (selector.bucketless()) {
        Bucketless.strip(columns);
      }
    }

    @Override
    public void close() {
      reads.close();
      samples.close();
    }
  }

  private final class Latest extends Reader {
    private final boolean useStarts;

    Latest(Scope scope) {
      super(scope, false);
      useStarts = scope.options().startTimestamps();
    }

    @Override
    public void read(int i, Row out) {
      readColumns(i);
      out.clearHistograms();
      if (columns.histogramCount == 0 && field == Plan.Select.Field.VALUE) {
        floats(out.values);
      } else {
        any(out);
      }
    }

    private void floats(double[] out) {
      long[] timestamps = columns.timestamps;
      double[] values = columns.values;
      int first = columns.from;
      int end = columns.to;
      // All that was read for one instant is at most as late as it.
      int next = out.length == 1 ? end : first;
      long reference = firstReferenceMs;
      for (int step = 0; step < out.length; step++) {
        while (next < end && timestamps[next] <= reference) {
          next++;
        }
        // A staleness marker is what stands for nothing, so it needs no test.
        out[step] =
            next > first && timestamps[next - 1] > reference - lookbackMs
                ? values[next - 1]
                : Row.ABSENT;
        reference += referenceStepMs;
      }
    }

    private void any(Row out) {
      int next = columns.from;
      int nextHistogram = 0;
      long reference = firstReferenceMs;
      for (int step = 0; step < out.steps(); step++) {
        while (next < columns.to && columns.timestamps[next] <= reference) {
          next++;
        }
        while (nextHistogram < columns.histogramCount
            && columns.histogramTimestamps[nextHistogram] <= reference) {
          nextHistogram++;
        }
        boolean hasFloat = next > columns.from;
        boolean hasHistogram = nextHistogram > 0;
        if (hasHistogram
            && (!hasFloat
                || columns.histogramTimestamps[nextHistogram - 1]
                    >= columns.timestamps[next - 1])) {
          histogram(nextHistogram - 1, reference, step, out);
        } else if (hasFloat) {
          value(next - 1, reference, step, out);
        } else {
          out.setHistogram(step, null);
        }
        reference += referenceStepMs;
      }
    }

    private void histogram(int index, long reference, int step, Row out) {
      FloatHistogram histogram = columns.histograms[index];
      long timestamp = columns.histogramTimestamps[index];
      if (timestamp <= reference - lookbackMs || histogram.isStale()) {
        out.setHistogram(step, null);
      } else if (field == Plan.Select.Field.VALUE) {
        out.setHistogram(step, histogram);
      } else {
        time(timestamp, columns.histogramStartTimestamps, index, step, out);
      }
    }

    private void value(int index, long reference, int step, Row out) {
      long timestamp = columns.timestamps[index];
      double value = columns.values[index];
      if (timestamp <= reference - lookbackMs || StalenessMarker.is(value)) {
        out.setHistogram(step, null);
      } else if (field == Plan.Select.Field.VALUE) {
        out.setFloat(step, value);
      } else {
        time(timestamp, columns.startTimestamps, index, step, out);
      }
    }

    private void time(long timestamp, long @Nullable [] starts, int index, int step, Row out) {
      if (field == Plan.Select.Field.START_TIMESTAMP && !useStarts) {
        out.setHistogram(step, null);
        return;
      }
      long time =
          field == Plan.Select.Field.TIMESTAMP ? timestamp : starts == null ? 0 : starts[index];
      out.setFloat(step, time / 1000.0);
    }
  }

  /** Between two samples, what lies on the line between them; after the last, its value. */
  private final class Smoothed extends Reader {
    private final SeriesTable table;
    private final Windows windows;
    private final SmoothedSelector kernel;

    Smoothed(Scope scope) {
      super(scope, true);
      Evaluation evaluation = scope.evaluation();
      table = series(scope);
      windows =
          new Windows(
              new WindowShape(
                  grid,
                  0,
                  selector.shift().offsetMs(),
                  selector.shift().atMs(evaluation.startMs(), evaluation.endMs()),
                  RangeEdges.SMOOTHED,
                  lookbackMs));
      kernel = new SmoothedSelector(scope.notes(), position);
    }

    @Override
    public void read(int i, Row out) {
      readColumns(i);
      out.clear();
      windows.fill(table.labels(i), columns);
      kernel.fill(windows, out);
    }
  }
}
