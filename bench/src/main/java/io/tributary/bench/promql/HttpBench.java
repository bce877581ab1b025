package io.tributary.bench.promql;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * CPU time of whole processes that answer the same expressions over HTTP from the same samples,
 * most of which lie in blocks and the rest in the head: {@code tributary up}, and a Prometheus.
 *
 * <pre>
 *   HttpBench path/to/prometheus path/to/tributary [scale [only [folder]]]   scale 50 = 20,000 series
 * </pre>
 *
 * <p>A folder of samples from an earlier run is used again, where one is named: its scale must be
 * the same.
 */
public final class HttpBench {
  private static final int SAMPLES = 6 * 240;
  private static final long RANGE_STEP_MS = 60_000;
  private static final long TWO_HOURS_MS = 2 * 3_600_000L;
  private static final double WARM_UP_CPU_SECONDS = 2;
  private static final double ENOUGH_CPU_SECONDS = 0.6;
  private static final int MAX_RUNS = 5_000;

  private HttpBench() {}

  /** Prints a line for each expression, and the median of the ratios. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int scale = args.length > 2 ? Integer.parseInt(args[2]) : 50;
    String only = args.length > 3 ? args[3] : "";
    Path folder =
        args.length > 4
            ? Files.createDirectories(Path.of(args[4]))
            : Files.createTempDirectory("http-bench");
    Path loaded = folder.resolve("end-ms");
    boolean isLoaded = Files.exists(loaded);
    long endMs =
        isLoaded
            ? Long.parseLong(Files.readString(loaded))
            : System.currentTimeMillis() / 60_000 * 60_000;
    long startMs = endMs - (SAMPLES - 1) * QueryWorld.STEP_MS;
    QueryWorld world = new QueryWorld(scale);
    try (QueriedProcess prometheus = QueriedProcess.prometheus(args[0], folder);
        QueriedProcess tributary = QueriedProcess.tributary(args[1], folder)) {
      for (QueriedProcess each : new QueriedProcess[] {prometheus, tributary}) {
        if (!isLoaded) {
          each.load(world, startMs, SAMPLES);
        }
        String query = "sum(count_over_time({__name__=~\".+\"}[6h]))";
        each.awaitResult(query, endMs, String.valueOf((long) world.series().size() * SAMPLES));
        each.awaitHeadAfter(startMs + TWO_HOURS_MS);
      }
      Files.writeString(loaded, String.valueOf(endMs));
      System.out.println(
          world.series().size() + " series of " + SAMPLES + " samples in head and blocks");
      compare(prometheus, tributary, startMs, endMs, only);
    }
  }

  private static void compare(
      QueriedProcess prometheus, QueriedProcess tributary, long startMs, long endMs, String only) {
    PrintStream out = System.out;
    Expressions.Expression[] asked =
        Expressions.ALL.stream()
            .filter(expression -> expression.query().contains(only))
            .toArray(Expressions.Expression[]::new);
    // Of a process that runs for months, what compiling costs in its first minutes is no part.
    for (Expressions.Expression expression : asked) {
      cost(tributary, expression, startMs, endMs, WARM_UP_CPU_SECONDS);
      cost(prometheus, expression, startMs, endMs, WARM_UP_CPU_SECONDS);
    }
    out.println("| CPU ms, ours | Prometheus's | ratio | |");
    out.println("|---|---|---|---|");
    double[] ratios = new double[asked.length];
    for (int i = 0; i < asked.length; i++) {
      double ours = cost(tributary, asked[i], startMs, endMs, ENOUGH_CPU_SECONDS);
      double theirs = cost(prometheus, asked[i], startMs, endMs, ENOUGH_CPU_SECONDS);
      ratios[i] = ours / theirs;
      out.printf(
          "| %.2f | %.2f | %.2f | %s `%s` |%n",
          ours * 1e3,
          theirs * 1e3,
          ratios[i],
          asked[i].range() ? "range" : "instant",
          asked[i].query());
    }
    Arrays.sort(ratios);
    out.printf(
        "median ratio %.3f, worst %.3f%n", ratios[ratios.length / 2], ratios[ratios.length - 1]);
  }

  private static double cost(
      QueriedProcess process,
      Expressions.Expression expression,
      long startMs,
      long endMs,
      double enoughCpuSeconds) {
    double start = process.cpuSeconds();
    double used = 0;
    int runs = 0;
    while (used < enoughCpuSeconds && runs < MAX_RUNS) {
      process.ask(expression, startMs, endMs, RANGE_STEP_MS);
      runs++;
      used = process.cpuSeconds() - start;
    }
    return used / runs;
  }
}
