package io.tributary.bench.rules;

import com.sun.management.ThreadMXBean;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.bench.load.KubernetesSeries;
import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.exec.Interrupt;
import io.tributary.promql.exec.PreparedQuery;
import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.streams.backtest.ForgetfulStore;
import io.tributary.streams.eval.EngineFactory;
import io.tributary.streams.eval.EvaluationMetrics;
import io.tributary.streams.eval.EvaluationOptions;
import io.tributary.streams.eval.Feeds;
import io.tributary.streams.eval.MergeLink;
import io.tributary.streams.eval.RulePlan;
import io.tributary.streams.eval.ScopePlanner;
import io.tributary.streams.eval.TaskEngine;
import io.tributary.streams.rule.RuleFile;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.rule.RuleSet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a task of the rule engine costs by itself: records in memory go into windows, and rules are
 * evaluated, as fast as one thread can. Stores and topics take no time.
 *
 * <pre>
 *   java -cp ... io.tributary.bench.rules.EngineBench rounds SERIES ROUNDS HOURS FILE...
 *   java -cp ... io.tributary.bench.rules.EngineBench windows SERIES
 *   java -cp ... io.tributary.bench.rules.EngineBench memory SERIES
 * </pre>
 *
 * The first feeds scrapes 15 s apart, after so many hours of the series that error budgets are made
 * of, and after a rehearsal with other series; the second evaluates {@code rate} over growing
 * windows; the third tells what a series takes.
 */
public final class EngineBench {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CLUSTERS = 4;
  private static final long START_MS = 1_700_000_000_000L / 15_000 * 15_000;
  private static final long STEP_MS = 15_000;
  private static final int HOUR_STEPS = 240;
  private static final int WARM_ROUNDS = 30;

  /** What the JVM has compiled must not depend on how many series are measured. */
  private static final long REHEARSED_SAMPLES = 10_000_000;

  private static final int REHEARSED_SERIES = 20_000;
  private static final int MEMORY_ROUNDS = 80;
  private static final int WINDOW_ROUNDS = 80;

  private final Discarding world = new Discarding();
  private final ForgetfulStore store = new ForgetfulStore();
  private final TaskEngine engine;

  private EngineBench() {
    EvaluationOptions options =
        new EvaluationOptions(
            EngineOptions.defaults(),
            "cluster",
            Labels.EMPTY,
            "",
            Long.MAX_VALUE,
            EvaluationOptions.DEFAULT_CORRECTED_WITHIN_MS,
            EvaluationOptions.DEFAULT_UNSELECTED_SERIES);
    EvaluationMetrics metrics = new EvaluationMetrics(new PrometheusRegistry());
    MergeLink alone = new MergeLink(0, Feeds.ALL, world);
    engine = new EngineFactory(options, metrics).create(store, store, world, alone);
  }

  private void start(List<RuleGroup> groups) {
    Parser parser = new Parser(ParserOptions.stable());
    RulePlan plan = new ScopePlanner(parser, "cluster", 1, Set.of()).plan(new RuleSet(groups));
    engine.start(plan.ofPartition());
  }

  /** Runs one measurement and prints it. */
  public static void main(String[] args) throws IOException {
    List<Labels> series = KubernetesSeries.atLeast(Integer.parseInt(args[1]), CLUSTERS);
    switch (args[0]) {
      case "rounds" -> {
        List<RuleGroup> groups = groups(Arrays.asList(args).subList(4, args.length));
        new EngineBench().rehearse(groups);
        new EngineBench()
            .rounds(series, Integer.parseInt(args[2]), Integer.parseInt(args[3]), groups);
      }
      case "windows" -> new EngineBench().windows(series);
      case "memory" -> new EngineBench().memory(series);
      default -> throw new IllegalArgumentException("no measurement is called " + args[0]);
    }
  }

  private static List<RuleGroup> groups(List<String> files) throws IOException {
    List<RuleGroup> groups = new ArrayList<>();
    for (String file : files) {
      RuleFile read =
          RuleFile.parse(file, Files.readString(Path.of(file)), Duration.ofMillis(STEP_MS));
      if (!read.valid()) {
        throw new IllegalArgumentException(read.problems().toString());
      }
      groups.addAll(read.groups());
    }
    return groups;
  }

  private static boolean isBudgeted(Labels labels) {
    return labels.metricName().equals("http_requests_total")
        || labels.metricName().equals("apiserver_request_total");
  }

  private void rehearse(List<RuleGroup> groups) {
    start(groups);
    List<Labels> series = KubernetesSeries.atLeast(REHEARSED_SERIES, CLUSTERS);
    Scrapes scrapes = new Scrapes(series);
    for (int i = 0; i * (long) series.size() < REHEARSED_SAMPLES; i++) {
      round(scrapes, START_MS + i * STEP_MS, new long[2]);
    }
  }

  private void rounds(List<Labels> series, int rounds, int hours, List<RuleGroup> groups) {
    start(groups);
    List<Labels> budgeted = series.stream().filter(EngineBench::isBudgeted).toList();
    backFill(new Scrapes(budgeted), hours);
    Scrapes scrapes = new Scrapes(series);
    long[] ns = new long[2];
    for (int i = 0; i < WARM_ROUNDS + rounds; i++) {
      round(scrapes, START_MS + i * STEP_MS, i < WARM_ROUNDS ? new long[2] : ns);
    }
    System.out.printf(
        Locale.ROOT,
        "%d series of which %d selected, %d h of %d series: %d ns a sample taken, %.1f ms a round"
            + " of rules (%d results), %.0f MB written%n",
        series.size(),
        engine.windows().seriesCount(),
        hours,
        budgeted.size(),
        ns[0] / ((long) rounds * series.size()),
        ns[1] / 1e6 / rounds,
        world.recorded / (WARM_ROUNDS + rounds),
        store.writtenBytes() / 1e6);
  }

  /** One scrape and the ticks until the next; adds what taking it and evaluating took. */
  private void round(Scrapes scrapes, long nowMs, long[] takenAndEvaluatedNs) {
    List<byte[]> records = new ArrayList<>();
    scrapes.scrape(nowMs, records::add);
    long start = THREADS.getCurrentThreadCpuTime();
    records.forEach(engine::take);
    long taken = THREADS.getCurrentThreadCpuTime();
    for (long tick = nowMs; tick < nowMs + STEP_MS; tick += 1_000) {
      engine.advance(tick);
    }
    takenAndEvaluatedNs[0] += taken - start;
    takenAndEvaluatedNs[1] += THREADS.getCurrentThreadCpuTime() - taken;
  }

  private void backFill(Scrapes history, int hours) {
    long start = THREADS.getCurrentThreadCpuTime();
    engine.advance(START_MS - 1);
    for (int hour = hours; hour > 0; hour--) {
      long fromMs = START_MS - (long) hour * HOUR_STEPS * STEP_MS;
      history.backFill(fromMs, STEP_MS, HOUR_STEPS, engine::take);
    }
    if (hours > 0) {
      System.out.printf(
          Locale.ROOT,
          "back-filled %d samples at %d ns each, making them included%n",
          (long) hours * HOUR_STEPS * history.size(),
          (THREADS.getCurrentThreadCpuTime() - start) / hours / HOUR_STEPS / history.size());
    }
  }

  private void windows(List<Labels> series) {
    List<Labels> budgeted = series.stream().filter(EngineBench::isBudgeted).toList();
    String selector = "http_requests_total";
    start(List.of(group("sum by (cluster) (rate(" + selector + "[3d]))")));
    // One and the same: counters must go on where history ends.
    Scrapes scrapes = new Scrapes(budgeted);
    backFill(scrapes, 73);
    List<String> ranges = List.of("5m", "30m", "1h", "6h", "1d", "3d");
    List<PreparedQuery> queries = new ArrayList<>();
    Engine language = new Engine(EngineOptions.defaults());
    for (String range : ranges) {
      queries.add(language.prepare("sum by (cluster) (rate(" + selector + "[" + range + "]))"));
    }
    long[] ns = new long[ranges.size()];
    for (int i = 0; i < 3 * WINDOW_ROUNDS; i++) {
      long now = START_MS + i * STEP_MS;
      scrapes.scrape(now, engine::take);
      for (int q = 0; q < ns.length; q++) {
        long start = THREADS.getCurrentThreadCpuTime();
        queries.get(q).instant(engine.windows(), now, Interrupt.never());
        ns[q] += i < WINDOW_ROUNDS ? 0 : THREADS.getCurrentThreadCpuTime() - start;
      }
    }
    int count = engine.windows().seriesCount();
    for (int q = 0; q < ns.length; q++) {
      double each = ns[q] / 1e3 / (2 * WINDOW_ROUNDS);
      System.out.printf(
          Locale.ROOT,
          "[%s] of %d series: %.0f us, %.0f ns a series, %.2f times [5m]%n",
          ranges.get(q),
          count,
          each,
          1e3 * each / count,
          (double) ns[q] / ns[0]);
    }
    System.out.printf(Locale.ROOT, "heap in use: %.0f MB%n", usedBytes() / 1e6);
  }

  private void memory(List<Labels> series) {
    Scrapes scrapes = new Scrapes(series);
    long empty = usedBytes();
    List<Labels> copies = new ArrayList<>(series.size());
    SampleRecordReader reader = new SampleRecordReader();
    scrapes.scrape(
        START_MS - STEP_MS,
        record -> {
          reader.reset(record);
          while (reader.next()) {
            copies.add(reader.labels());
          }
        });
    long ofLabels = usedBytes() - empty;
    System.out.printf(Locale.ROOT, "labels of %d series: %d bytes%n", copies.size(), ofLabels);
    copies.clear();
    start(
        series.stream()
            .map(Labels::metricName)
            .distinct()
            .map(name -> group("sum by (cluster) (rate(" + name + "[5m]))"))
            .toList());
    long before = usedBytes();
    for (int i = 0; i < MEMORY_ROUNDS; i++) {
      scrapes.scrape(START_MS + i * STEP_MS, engine::take);
      engine.advance(START_MS + i * STEP_MS);
    }
    long after = usedBytes();
    System.out.printf(
        Locale.ROOT,
        "%d series: %.0f bytes each beyond %.0f of labels; packed samples %.0f%n",
        engine.windows().seriesCount(),
        (double) (after - before - ofLabels) / series.size(),
        (double) ofLabels / series.size(),
        (double) engine.windows().bytes() / series.size());
  }

  private static long usedBytes() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }

  private static RuleGroup group(String expr) {
    String text = "groups: [{name: \"" + expr + "\", rules: [{record: r, expr: '" + expr + "'}]}]";
    RuleFile file = RuleFile.parse("bench", text, Duration.ofMillis(STEP_MS));
    return file.groups().getFirst();
  }
}
