package io.tributary.bench.promql;

import com.sun.management.OperatingSystemMXBean;
import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.exec.Interrupt;
import io.tributary.promql.exec.QueryResult;
import io.tributary.promql.source.InMemorySource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;

/**
 * CPU time of the same expressions on the same samples in the same run, of whole processes: this
 * engine over samples in memory (its collector and compiler included), and a Prometheus and a
 * VictoriaMetrics, asked over HTTP one query at a time. What the peers do besides is to decode
 * samples and to write answers as JSON; {@code HttpBench} compares with a process of ours that does
 * both.
 *
 * <pre>
 *   ComparisonBench path/to/prometheus path/to/victoria-metrics [scale [rounds]]
 *                   scale 50 = 20,000 series, which is the default; rounds, of which medians: 3
 * </pre>
 */
public final class ComparisonBench {
  private static final OperatingSystemMXBean SELF =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int SAMPLES = 6 * 240;
  private static final long RANGE_STEP_MS = 60_000;
  private static final double WARM_UP_CPU_SECONDS = 1.5;

  /** The kernel counts in ticks of 10 ms: then what one tick more or less does is 2 %. */
  private static final double ENOUGH_CPU_SECONDS = 0.5;

  private static final int MAX_RUNS = 1_000;

  private final long endMs = System.currentTimeMillis() / 60_000 * 60_000;
  private final long startMs = endMs - (SAMPLES - 1) * QueryWorld.STEP_MS;
  private final QueryWorld world;
  private final InMemorySource source = new InMemorySource();
  private final Engine engine = new Engine(EngineOptions.defaults());

  private ComparisonBench(int scale) {
    world = new QueryWorld(scale);
    for (int i = 0; i < world.series().size(); i++) {
      double[] values = world.values(i, SAMPLES);
      for (int t = 0; t < SAMPLES; t++) {
        source.append(world.series().get(i), startMs + t * QueryWorld.STEP_MS, values[t]);
      }
    }
  }

  /** Prints a line for each expression, the medians of the ratios and the worst. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int scale = args.length > 2 ? Integer.parseInt(args[2]) : 50;
    int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 3;
    ComparisonBench bench = new ComparisonBench(scale);
    Path folder = Files.createTempDirectory("comparison");
    try (QueriedProcess prometheus = QueriedProcess.prometheus(args[0], folder);
        QueriedProcess victoriaMetrics = QueriedProcess.victoriaMetrics(args[1], folder)) {
      bench.fill(prometheus);
      bench.fill(victoriaMetrics);
      bench.compare(prometheus, victoriaMetrics, rounds);
    }
  }

  private void fill(QueriedProcess peer) throws InterruptedException {
    peer.load(world, startMs, SAMPLES);
    String query = "sum(count_over_time({__name__=~\".+\"}[6h]))";
    peer.awaitResult(query, endMs, String.valueOf((long) world.series().size() * SAMPLES));
    peer.awaitIdle();
  }

  private void compare(QueriedProcess prometheus, QueriedProcess victoriaMetrics, int rounds) {
    ComparisonTable table = new ComparisonTable(world.series().size());
    for (Expressions.Expression expression : Expressions.ALL) {
      long peakBytes = run(expression).statistics().peakBytes();
      cost(() -> run(expression), ComparisonBench::cpuSeconds, WARM_UP_CPU_SECONDS);
      double[] ours = new double[rounds];
      double[] prometheuses = new double[rounds];
      double[] victorias = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        ours[round] = cost(() -> run(expression), ComparisonBench::cpuSeconds, ENOUGH_CPU_SECONDS);
        prometheuses[round] = cost(prometheus, expression);
        victorias[round] = cost(victoriaMetrics, expression);
      }
      table.add(expression, ours, prometheuses, victorias, peakBytes);
    }
    table.printSummary();
  }

  private double cost(QueriedProcess peer, Expressions.Expression expression) {
    peer.ask(expression, startMs, endMs, RANGE_STEP_MS);
    return cost(
        () -> peer.ask(expression, startMs, endMs, RANGE_STEP_MS),
        peer::cpuSeconds,
        ENOUGH_CPU_SECONDS);
  }

  /** CPU seconds of one run, on average over so many as take long enough. */
  private static double cost(Runnable run, DoubleSupplier cpuSeconds, double enough) {
    double start = cpuSeconds.getAsDouble();
    double used = 0;
    int runs = 0;
    while (used < enough && runs < MAX_RUNS) {
      run.run();
      runs++;
      used = cpuSeconds.getAsDouble() - start;
    }
    return used / runs;
  }

  private static double cpuSeconds() {
    return SELF.getProcessCpuTime() / 1e9;
  }

  private QueryResult run(Expressions.Expression expression) {
    return expression.range()
        ? engine.range(expression.query(), source, startMs, endMs, RANGE_STEP_MS, Interrupt.never())
        : engine.instant(expression.query(), source, endMs, Interrupt.never());
  }
}
