package io.tributary.streams.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleWatcherTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_000));

  @TempDir Path folder;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final SteppedScheduler scheduler = new SteppedScheduler();
  private final List<RuleSet> told = new ArrayList<>();
  private RuleWatcher watcher;

  @BeforeEach
  void start() throws IOException {
    write("groups: [{name: a, rules: [{record: a, expr: up}]}]");
    RuleLoader loader = new RuleLoader(List.of(folder), Duration.ofMinutes(1));
    watcher = RuleWatcher.start(loader, loader.load(), registry, scheduler, CLOCK, told::add);
  }

  @AfterEach
  void close() {
    watcher.close();
    scheduler.close();
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("rules.yml"), text);
  }

  private double gauge(String name) {
    return registry.scrape(name::equals).stream()
        .map(GaugeSnapshot.class::cast)
        .map(s -> Objects.requireNonNull(s).getDataPoints().getFirst().getValue())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void unchangedFiles_tellNothing() {
    scheduler.step();
    assertThat(told).isEmpty();
    assertThat(gauge("tributary_rules_last_reload_successful")).isEqualTo(1);
    assertThat(gauge("tributary_rules_last_reload_success_timestamp_seconds")).isEqualTo(1_000);
  }

  @Test
  void changedFile_isToldOnce() throws IOException {
    write("groups: [{name: a, rules: [{record: a, expr: up}, {record: b, expr: up}]}]");
    scheduler.step();
    scheduler.step();
    assertThat(told).singleElement().extracting(RuleSet::ruleCount).isEqualTo(2);
    assertThat(gauge("tributary_rules_loaded")).isEqualTo(2);
  }

  @Test
  void invalidFile_isNotTold_andShowsInTheMetrics() throws IOException {
    write("groups: [{name: a, rule: []}]");
    scheduler.step();
    assertThat(told).isEmpty();
    assertThat(gauge("tributary_rules_last_reload_successful")).isZero();
    assertThat(gauge("tributary_rules_loaded")).isEqualTo(1);
  }

  @Test
  void correctedFile_countsAgain() throws IOException {
    write("groups: [{name: a, rule: []}]");
    scheduler.step();
    write("groups: []");
    scheduler.step();
    assertThat(told).containsExactly(RuleSet.EMPTY);
    assertThat(gauge("tributary_rules_last_reload_successful")).isEqualTo(1);
  }
}
