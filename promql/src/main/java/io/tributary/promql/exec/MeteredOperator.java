package io.tributary.promql.exec;

import io.tributary.promql.kernel.Row;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts what passes through an operator, and how long it takes with all that is below it. */
final class MeteredOperator implements Operator {
  private final Operator operator;
  private final LongSupplier clock;
  private final AtomicLong series = new AtomicLong();
  private final LongAdder rows = new LongAdder();
  private final LongAdder samples = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  MeteredOperator(Operator operator, LongSupplier clock) {
    this.operator = operator;
    this.clock = clock;
  }

  Explanation explanation(List<Explanation> inputs) {
    return new Explanation(
        operator.describe(), series.get(), rows.sum(), samples.sum(), nanos.sum(), inputs);
  }

  @Override
  public SeriesTable series(Scope scope) {
    long start = clock.getAsLong();
    long read = scope.evaluation().budget().samplesRead();
    SeriesTable table = operator.series(scope);
    series.accumulateAndGet(table.size(), Math::max);
    samples.add(scope.evaluation().budget().samplesRead() - read);
    nanos.add(clock.getAsLong() - start);
    return table;
  }

  @Override
  public RowReader open(Scope scope) {
    RowReader reader = operator.open(scope);
    Budget budget = scope.evaluation().budget();
    return new RowReader() {
      @Override
      public void read(int i, Row out) {
        long start = clock.getAsLong();
        long read = budget.samplesRead();
        reader.read(i, out);
        rows.increment();
        samples.add(budget.samplesRead() - read);
        nanos.add(clock.getAsLong() - start);
      }

      @Override
      public void close() {
        // Where samples are counted by a reader below, it tells of them when it is closed.
        long read = budget.samplesRead();
        reader.close();
        samples.add(budget.samplesRead() - read);
      }
    };
  }

  @Override
  public List<Operator> inputs() {
    List<Operator> inputs = operator.inputs();
    // A wrapper that only merges is no line of its own.
    return operator instanceof MergeOperator && inputs.size() == 1
        ? inputs.getFirst().inputs()
        : inputs;
  }

  @Override
  public String describe() {
    return operator.describe();
  }
}
