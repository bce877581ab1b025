package io.tributary.bench.process;

import io.tributary.bench.load.KubernetesSeries;
import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.exec.Interrupt;
import io.tributary.promql.exec.Value;
import io.tributary.promql.source.InMemorySource;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.topic.Topic;
import io.tributary.streams.rule.RecordingRule;
import io.tributary.streams.rule.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How long the rule engine takes to work off a backlog: the log has all samples before it is
 * started, and it is done when the results of the last instant are committed. Then all results are
 * counted, and some compared with what the query engine gives over the samples of the log.
 */
final class CatchUpBench {
  private static final long STEP_MS = 15_000;

  /** Of these, the hash of their names puts 8 in one of 4 partitions and 4 in each other. */
  private static final int CLUSTERS = 20;

  private static final int SCRAPES = Integer.getInteger("catchup.scrapes", 240);
  private static final Duration HELD_BACK = Duration.ofMinutes(31);

  /** Rules whose results are compared, and the metric that each looks at, by up to half an hour. */
  private static final Map<String, String> COMPARED =
      Map.of(
          "cluster:container_count:count", "container_start_time_seconds",
          "namespace:container_memory_rss:sum", "container_memory_rss",
          "instance_device:node_disk_read_bytes:rate5m", "node_disk_read_bytes_total",
          "cluster:node_load1:avg15m", "node_load1",
          "namespace:container_fs_reads:rate5m", "container_fs_reads_total",
          "job:http_request_duration_seconds:p90_rate30m", "http_request_duration_seconds_bucket");

  private final Subjects subjects;
  private final List<Labels> series;
  private final Path rules;
  private final Path work;

  /** About when the log is filled: an engine that is less than a minute behind commits at once. */
  private final long lastMs = System.currentTimeMillis() / STEP_MS * STEP_MS + 6 * STEP_MS;

  private final long firstMs = lastMs - (SCRAPES - 1) * STEP_MS;

  CatchUpBench(Subjects subjects, int series, Path rules, Path work) {
    this.subjects = subjects;
    this.series = KubernetesSeries.atLeast(series, CLUSTERS);
    this.rules = rules;
    this.work = work;
  }

  void run() throws IOException, InterruptedException {
    List<String> kafka = new ArrayList<>();
    try (MeasuredProcess broker = subjects.kafka(kafka);
        RecordedResults results = new RecordedResults(kafka.getFirst())) {
      new TopicLoad(series).write(kafka.getFirst(), firstMs, STEP_MS, SCRAPES);
      long samples = (long) series.size() * SCRAPES;
      System.out.printf(
          Locale.ROOT,
          "%nCatch-up: %d samples of %d series over %d instants, %s; logs in %s%n",
          samples,
          series.size(),
          SCRAPES,
          RuleSet.LONG.title(),
          work);
      double brokerBefore = broker.cpuSeconds();
      long startNs = System.nanoTime();
      try (Subject engine = subjects.tributaryStreams(kafka.getFirst(), RuleSet.LONG)) {
        results.await(lastMs, clusters(), engine::mustRun);
        double seconds = (System.nanoTime() - startNs) / 1e9;
        System.out.printf(
            Locale.ROOT,
            "%.1f s from the start of the process on; %.1f CPU-s of it, %.1f of the broker;"
                + " RSS %d MB%n",
            seconds,
            engine.cpuSeconds(),
            broker.cpuSeconds() - brokerBefore,
            engine.peakMb());
      }
      count(results);
      compare(results);
    }
  }

  private Set<String> clusters() {
    return series.stream()
        .map(labels -> labels.getOrEmpty("cluster"))
        .collect(Collectors.toUnmodifiableSet());
  }

  private void count(RecordedResults results) throws InterruptedException {
    Map<String, BitSet> instants = results.instants(firstMs, STEP_MS);
    Map<Integer, List<String>> byCount = new TreeMap<>();
    instants.forEach(
        (name, at) -> byCount.computeIfAbsent(at.cardinality(), n -> new ArrayList<>()).add(name));
    byCount.forEach(
        (count, names) ->
            System.out.printf(
                Locale.ROOT,
                "%d instants: %d rules%s%n",
                count,
                names.size(),
                count == SCRAPES ? "" : " " + names));
  }

  private void compare(RecordedResults results) throws IOException, InterruptedException {
    Map<String, Map<Labels, Double>> recorded = new HashMap<>();
    results.read(
        Topic.RECORDED,
        (labels, timestampMs, value) -> {
          if (timestampMs == lastMs && COMPARED.containsKey(labels.metricName())) {
            recorded
                .computeIfAbsent(labels.metricName(), name -> new HashMap<>())
                .put(labels.withoutName(), value);
          }
        });
    InMemorySource source = new InMemorySource();
    Set<String> metrics = Set.copyOf(COMPARED.values());
    results.read(
        Topic.SAMPLES,
        (labels, timestampMs, value) -> {
          if (timestampMs >= lastMs - HELD_BACK.toMillis()
              && metrics.contains(labels.metricName())) {
            source.append(labels, timestampMs, value);
          }
        });
    Engine engine = new Engine(EngineOptions.defaults());
    for (RecordingRule rule : compared()) {
      Value expected = engine.instant(rule.expr(), source, lastMs, Interrupt.never()).value();
      System.out.println(
          rule.name() + ": " + difference(expected, recorded.getOrDefault(rule.name(), Map.of())));
    }
  }

  private List<RecordingRule> compared() throws IOException {
    List<RecordingRule> compared = new ArrayList<>();
    for (Path file : RuleSet.LONG.files(rules)) {
      RuleFile read =
          RuleFile.parse(file.toString(), Files.readString(file), Duration.ofMillis(STEP_MS));
      read.groups().stream()
          .flatMap(group -> group.rules().stream())
          .filter(rule -> COMPARED.containsKey(rule.name()))
          .forEach(rule -> compared.add((RecordingRule) rule));
    }
    return compared;
  }

  private static String difference(Value expected, Map<Labels, Double> recorded) {
    List<Value.Sample> samples = ((Value.Vector) expected).samples();
    double greatest = 0;
    for (Value.Sample sample : samples) {
      Double other = recorded.get(sample.labels().withoutName());
      if (other == null) {
        return "nothing was recorded for " + sample.labels();
      }
      double scale = Math.max(Math.abs(other), Math.abs(sample.value()));
      greatest = Math.max(greatest, scale == 0 ? 0 : Math.abs(other - sample.value()) / scale);
    }
    return samples.size() == recorded.size()
        ? "%d results at the last instant, at most %.1e off".formatted(samples.size(), greatest)
        : "%d results, %d expected".formatted(recorded.size(), samples.size());
  }
}
