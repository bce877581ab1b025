package io.tributary.bench.promql;

import com.sun.management.ThreadMXBean;
import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.exec.Interrupt;
import io.tributary.promql.source.InMemorySource;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * CPU time of the same expressions on the same samples in the same run: this engine over its
 * samples in memory, and a Prometheus that has them in its head and blocks (and so decodes them,
 * and writes the answer as JSON).
 *
 * <pre>
 *   ComparisonBench path/to/prometheus [scale]      scale 50 = 20,000 series, default 10
 * </pre>
 */
public final class ComparisonBench {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int SAMPLES = 6 * 240;
  private static final long RANGE_STEP_MS = 60_000;
  private static final double ENOUGH_CPU_SECONDS = 0.5;

  private ComparisonBench() {}

  /** Prints a line for each expression, and the median of the ratios. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int scale = args.length > 1 ? Integer.parseInt(args[1]) : 10;
    long endMs = System.currentTimeMillis() / 60_000 * 60_000;
    long startMs = endMs - (SAMPLES - 1) * QueryWorld.STEP_MS;
    PrintStream out = System.out;
    QueryWorld world = new QueryWorld(scale);
    InMemorySource source = new InMemorySource();
    for (int i = 0; i < world.series().size(); i++) {
      double[] values = world.values(i, SAMPLES);
      for (int t = 0; t < SAMPLES; t++) {
        source.append(world.series().get(i), startMs + t * QueryWorld.STEP_MS, values[t]);
      }
    }
    Engine engine = new Engine(EngineOptions.defaults());
    Path folder = Files.createTempDirectory("prometheus");
    try (Prometheus prometheus = Prometheus.start(args[0], folder)) {
      prometheus.load(world, startMs, SAMPLES);
      out.println(
          world.series().size() + " series; CPU ms: ours, Prometheus, ratio; our kB allocated");
      double[] ratios = new double[Expressions.ALL.size()];
      for (int i = 0; i < ratios.length; i++) {
        Expressions.Expression expression = Expressions.ALL.get(i);
        double ours =
            cost(() -> run(engine, source, expression, startMs, endMs), ComparisonBench::cpu);
        double theirs =
            cost(
                () -> prometheus.ask(expression, startMs, endMs, RANGE_STEP_MS),
                prometheus::cpuSeconds);
        ratios[i] = ours / theirs;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        run(engine, source, expression, startMs, endMs);
        out.printf(
            "%9.2f %9.2f  %6.3f %9d  %s %s%n",
            ours * 1e3,
            theirs * 1e3,
            ratios[i],
            (THREADS.getCurrentThreadAllocatedBytes() - before) / 1024,
            expression.range() ? "range  " : "instant",
            expression.query());
      }
      double[] sorted = ratios.clone();
      Arrays.sort(sorted);
      out.printf(
          "median ratio %.3f, worst %.3f%n", sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }
  }

  /** A clock of CPU seconds. */
  @FunctionalInterface
  private interface CpuClock {
    double seconds();
  }

  private static double cost(Runnable run, CpuClock clock) {
    run.run();
    double start = clock.seconds();
    double used = 0;
    int runs = 0;
    while (used < ENOUGH_CPU_SECONDS && runs < 400) {
      run.run();
      runs++;
      used = clock.seconds() - start;
    }
    return used / runs;
  }

  private static double cpu() {
    return THREADS.getCurrentThreadCpuTime() / 1e9;
  }

  private static void run(
      Engine engine,
      InMemorySource source,
      Expressions.Expression expression,
      long startMs,
      long endMs) {
    if (expression.range()) {
      engine.range(expression.query(), source, startMs, endMs, RANGE_STEP_MS, Interrupt.never());
    } else {
      engine.instant(expression.query(), source, endMs, Interrupt.never());
    }
  }
}
