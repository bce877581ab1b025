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

/**
 * What whole processes cost: CPU-seconds of all their threads, and memory. {@code bench/run} starts
 * it, and says what may be measured.
 *
 * <p>The load is bounded: so many samples of so many series, on loopback only.
 */
public final class ProcessBench {
  private static final int CLUSTERS = 4;
  private static final int WARM_SCRAPES = 3;
  private static final Duration IDLE_WARM_UP = Duration.ofSeconds(20);

  private interface Start {
    Subject start() throws IOException, InterruptedException;
  }

  private final Subjects subjects;
  private final List<Labels> series;
  private final Duration time;
  private final Duration interval;

  private ProcessBench(Subjects subjects, int series, Duration time, Duration interval) {
    this.subjects = subjects;
    this.series = KubernetesSeries.atLeast(series, CLUSTERS);
    this.time = time;
    this.interval = interval;
  }

  /**
   * Takes the launcher, the peers' folder, the rule file, a work folder, the number of series, the
   * seconds of an idle or paced measurement, the seconds between scrapes, and then what to measure.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Subjects subjects =
        new Subjects(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
    ProcessBench bench =
        new ProcessBench(
            subjects,
            Integer.parseInt(args[4]),
            Duration.ofSeconds(Integer.parseInt(args[5])),
            Duration.ofSeconds(Integer.parseInt(args[6])));
    for (String what : Arrays.asList(args).subList(7, args.length)) {
      switch (what) {
        case "idle" -> bench.idle();
        case "ingest" -> bench.ingest();
        case "rules" -> bench.rules();
        case "store" -> new StoreBench(subjects, bench.series, Path.of(args[3])).run();
        default -> throw new IllegalArgumentException("no measurement is called " + what);
      }
    }
  }

  private void idle() throws IOException, InterruptedException {
    CostTable table = new CostTable();
    List<Start> all = List.of(() -> subjects.tributaryUp(false), () -> subjects.prometheus(false));
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
      full(() -> subjects.prometheus(false), version, scrapes, table);
      if (version == Version.V1) { // VictoriaMetrics takes no other
        full(() -> subjects.victoriaMetrics(false), version, scrapes, table);
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

  private void rules() throws IOException, InterruptedException {
    CostTable table = new CostTable();
    paced(() -> subjects.tributaryUp(true), Version.V2, ", 60 rules", table);
    paced(() -> subjects.tributaryUp(false), Version.V2, ", no rules", table);
    paced(() -> subjects.prometheus(true), Version.V2, ", 60 rules", table);
    paced(() -> subjects.prometheus(false), Version.V2, ", no rules", table);
    paced(() -> subjects.victoriaMetrics(true), Version.V1, ", 60 rules", table);
    table.print(
        "Live: %d series, a scrape each %d s, for %d s; rules each 15 s"
            .formatted(series.size(), interval.toSeconds(), time.toSeconds()));
  }

  private void paced(Start start, Version version, String load, CostTable table)
      throws IOException, InterruptedException {
    try (Subject subject = start.start();
        Sender sender = sender(subject, version)) {
      for (int i = 0; i < WARM_SCRAPES; i++) {
        sender.scrape(interval);
      }
      long scrapes = Math.max(1, time.dividedBy(interval));
      measure(
          subject,
          load,
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
