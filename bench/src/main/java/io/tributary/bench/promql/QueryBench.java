package io.tributary.bench.promql;

import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.exec.Interrupt;
import io.tributary.promql.exec.QueryResult;
import io.tributary.promql.exec.Value;
import io.tributary.promql.source.InMemorySource;
import io.tributary.schemas.labels.Labels;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/**
 * CPU time of each expression over six hours of samples in memory, on one thread.
 *
 * <pre>
 *   QueryBench [scale [rounds]]      scale 50 = 20,000 series (default), rounds = 5
 * </pre>
 */
public final class QueryBench {
  private static final int SAMPLES = 6 * 240;
  private static final long RANGE_STEP_MS = 60_000;
  private static final long START_MS = 1_700_000_000_000L / 60_000 * 60_000;

  private QueryBench() {}

  /** Prints a line for each expression: milliseconds of CPU, and what came out. */
  public static void main(String[] args) {
    int scale = args.length > 0 ? Integer.parseInt(args[0]) : 50;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    String only = args.length > 2 ? args[2] : "";
    PrintStream out = System.out;
    InMemorySource source = new InMemorySource();
    QueryWorld world = new QueryWorld(scale);
    List<Labels> series = world.series();
    for (int i = 0; i < series.size(); i++) {
      double[] values = world.values(i, SAMPLES);
      for (int t = 0; t < SAMPLES; t++) {
        source.append(series.get(i), START_MS + t * QueryWorld.STEP_MS, values[t]);
      }
    }
    out.println(series.size() + " series, " + (long) series.size() * SAMPLES + " samples");
    Engine engine = new Engine(EngineOptions.defaults());
    for (Expressions.Expression expression : Expressions.ALL) {
      if (expression.query().contains(only)) {
        measure(engine, source, expression, rounds, out);
      }
    }
  }

  private static void measure(
      Engine engine,
      InMemorySource source,
      Expressions.Expression expression,
      int rounds,
      PrintStream out) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    QueryResult result = null;
    for (int round = 0; round < rounds; round++) {
      long before = threads.getCurrentThreadCpuTime();
      result = run(engine, source, expression);
      best = Math.min(best, threads.getCurrentThreadCpuTime() - before);
    }
    if (result != null) {
      out.printf(
          "%8.1f ms  %-7s %,12d samples  %s  -> %s%n",
          best / 1e6,
          expression.range() ? "range" : "instant",
          result.statistics().samplesRead(),
          expression.query(),
          size(result.value()));
    }
  }

  private static QueryResult run(
      Engine engine, InMemorySource source, Expressions.Expression expression) {
    long end = START_MS + (SAMPLES - 1) * QueryWorld.STEP_MS;
    return expression.range()
        ? engine.range(expression.query(), source, START_MS, end, RANGE_STEP_MS, Interrupt.never())
        : engine.instant(expression.query(), source, end, Interrupt.never());
  }

  private static String size(Value value) {
    return switch (value) {
      case Value.Matrix m -> m.series().size() + " series";
      case Value.Vector v -> v.samples().size() + " samples";
      case Value.Scalar s -> String.valueOf(s.value());
      case Value.Text t -> t.value();
    };
  }
}
