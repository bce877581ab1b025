package io.tributary.bench.process;

import io.tributary.bench.load.KubernetesSeries;
import io.tributary.bench.load.ScrapeRequests;
import io.tributary.bench.load.ScrapeRequests.Version;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What whole processes cost: CPU-seconds of all their threads, and memory. {@code bench/run} starts
 * it, and says what may be measured.
 *
 * <p>The load is bounded: so many samples of so many series, on loopback only.
 */
public final class ProcessBench {
  private static final int CLUSTERS = 4;

  /** What the error budgets' rules look at: its history is there before rules are measured. */
  private static final Set<String> BUDGETED =
      Set.of("http_requests_total", "apiserver_request_total");

  private static final Duration IDLE_WARM_UP = Duration.ofSeconds(20);

  private interface Start {
    Subject start() throws IOException, InterruptedException;
  }

  private final Subjects subjects;
  private final List<Labels> series;
  private final Duration time;
  private final Duration interval;
  private final RuleLoad rules;

  /** What comes before the measurement of rules. */
  private record RuleLoad(Duration warmUp, int historyHours) {}

  private ProcessBench(
      Subjects subjects, int series, Duration time, Duration interval, RuleLoad rules) {
    this.subjects = subjects;
    this.series = KubernetesSeries.atLeast(series, CLUSTERS);
    this.time = time;
    this.interval = interval;
    this.rules = rules;
  }

  /**
   * Takes the launcher, the peers' folder, that of the rule files, a work folder, the number of
   * series, the seconds of an idle or paced measurement, the seconds between scrapes, the seconds
   * of warming up and the hours of history before rules are measured, and then what to measure.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Subjects subjects =
        new Subjects(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
    ProcessBench bench =
        new ProcessBench(
            subjects,
            Integer.parseInt(args[4]),
            Duration.ofSeconds(Integer.parseInt(args[5])),
            Duration.ofSeconds(Integer.parseInt(args[6])),
            new RuleLoad(Duration.ofSeconds(Integer.parseInt(args[7])), Integer.parseInt(args[8])));
    for (String what : Arrays.asList(args).subList(9, args.length)) {
      switch (what) {
        case "idle" -> bench.idle();
        case "ingest" -> bench.ingest();
        case "rules" -> {
          bench.rules("tributary");
          bench.rules("prometheus");
          bench.rules("victoria-metrics");
        }
        case "rules-tributary" -> bench.rules("tributary");
        case "rules-prometheus" -> bench.rules("prometheus");
        case "rules-victoria-metrics" -> bench.rules("victoria-metrics");
        case "store" -> new StoreBench(subjects, bench.series, Path.of(args[3])).run();
        case "catch-up" ->
            new CatchUpBench(
                    subjects, Integer.parseInt(args[4]), Path.of(args[2]), Path.of(args[3]))
                .run();
        case "latency" ->
            new LatencyBench(subjects, bench.series, bench.interval, Path.of(args[3])).run();
        default -> throw new IllegalArgumentException("no measurement is called " + what);
      }
    }
  }

  private void idle() throws IOException, InterruptedException {
    CostTable table = new CostTable();
    List<Start> all =
        List.of(() -> subjects.tributaryUp(RuleSet.NONE), () -> subjects.prometheus());
    for (Start each : all) {
      try (Subject subject = each.start()) {
        Thread.sleep(IDLE_WARM_UP);
        measure(subject, "", table, 0, () -> Thread.sleep(time));
      }
    }
    table.print("Idle: no agents, no rules, %d s".formatted(time.toSeconds()));
  }

  private void ingest() throws IOException, InterruptedException {
    int scrapes = Math.max(1, 2_000_000 / series.size());
    for (Version version : Version.values()) {
      CostTable table = new CostTable();
      full(() -> subjects.tributaryGateway(), version, scrapes, table);
      full(() -> subjects.prometheus(), version, scrapes, table);
      if (version == Version.V1) { // VictoriaMetrics takes no other
        full(() -> subjects.victoriaMetrics(RuleSet.NONE), version, scrapes, table);
      }
      table.print(
          "Ingest at full speed, remote write %s: %d series, %d scrapes of them"
              .formatted(version == Version.V1 ? "1.0" : "2.0", series.size(), scrapes));
    }
  }

  private void full(Start start, Version version, int scrapes, CostTable table)
      throws IOException, InterruptedException {
    try (Subject subject = start.start();
        Sender sender = sender(subject, version)) {
      measure(subject, ", new series", table, series.size(), () -> sender.scrape(Duration.ZERO));
      for (int i = 0; i < scrapes / 2; i++) {
        sender.scrape(Duration.ZERO);
      }
      measure(
          subject,
          "",
          table,
          (long) series.size() * scrapes,
          () -> {
            for (int i = 0; i < scrapes; i++) {
              sender.scrape(Duration.ZERO);
            }
          });
    }
  }

  private void rules(String system) throws IOException, InterruptedException {
    CostTable table = new CostTable();
    for (RuleSet set : RuleSet.chosen()) {
      switch (system) {
        case "tributary" ->
            paced(() -> subjects.tributaryUp(set), Version.V2, set, subject -> {}, table);
        case "prometheus" ->
            paced(
                subjects::prometheus,
                Version.V2,
                set,
                subject -> subjects.reload(subject, set),
                table);
        default ->
            paced(() -> subjects.victoriaMetrics(set), Version.V1, set, subject -> {}, table);
      }
    }
    table.print(
        "Live: %d series, a scrape each %d s, for %d s after %d s; rules each 15 s; %d h of history"
            .formatted(
                series.size(),
                interval.toSeconds(),
                time.toSeconds(),
                rules.warmUp().toSeconds(),
                rules.historyHours()));
  }

  private void paced(Start start, Version version, RuleSet set, AfterHistory after, CostTable table)
      throws IOException, InterruptedException {
    try (Subject subject = start.start();
        Sender sender = sender(subject, version)) {
      if (set == RuleSet.LONG) {
        sender.backFill(rules.historyHours(), interval, BUDGETED);
      }
      after.run(subject);
      for (int i = 0; i < rules.warmUp().dividedBy(interval); i++) {
        sender.scrape(interval);
      }
      long scrapes = Math.max(1, time.dividedBy(interval));
      measure(
          subject,
          ", " + set.title(),
          table,
          series.size() * scrapes,
          () -> {
            for (int i = 0; i < scrapes; i++) {
              sender.scrape(interval);
            }
          });
    }
  }

  private Sender sender(Subject subject, Version version) {
    return new Sender(subject.write(), version, new ScrapeRequests(version, series));
  }

  private interface AfterHistory {
    void run(Subject subject) throws IOException;
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void measure(
      Subject subject, String load, CostTable table, long samples, Work work)
      throws IOException, InterruptedException {
    double before = subject.cpuSeconds();
    double[] besideBefore =
        subject.beside().stream().mapToDouble(MeasuredProcess::cpuSeconds).toArray();
    long startNs = System.nanoTime();
    work.run();
    Duration took = Duration.ofNanos(System.nanoTime() - startNs);
    table.add(
        subject.name(),
        load,
        subject.cpuSeconds() - before,
        took,
        samples,
        subject.residentMb(),
        subject.peakMb());
    for (int i = 0; i < besideBefore.length; i++) {
      MeasuredProcess beside = subject.beside().get(i);
      table.add(
          "(" + beside.name() + ")",
          load,
          beside.cpuSeconds() - besideBefore[i],
          took,
          samples,
          beside.residentMb(),
          beside.peakMb());
    }
  }
}
