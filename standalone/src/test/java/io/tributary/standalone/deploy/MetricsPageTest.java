package io.tributary.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.tributary.standalone.config.ConfigSource;
import io.tributary.standalone.config.TributaryConfig;
import io.tributary.standalone.run.Role;
import io.tributary.standalone.run.TributaryProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running process measures, and what the pages, alerts and dashboards say that it does. */
class MetricsPageTest {
  private static final Path ROOT = Documents.root();
  private static final Pattern METRIC = Pattern.compile("\\btributary_[a-z_]*[a-z]\\b");

  @TempDir Path directory;

  private Set<String> metricsOfAProcess() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("t.yml"),
            """
            listen: 127.0.0.1:0
            data: %s
            kafka: {listen: "127.0.0.1:0"}
            remote_write: [{url: "http://127.0.0.1:9/"}]
            alertmanagers: [{url: "http://127.0.0.1:9/"}]
            """
                .formatted(directory.resolve("data")));
    TributaryConfig config = TributaryConfig.read(ConfigSource.of(file));
    try (TributaryProcess process = TributaryProcess.start(config, EnumSet.allOf(Role.class))) {
      Set<String> names = new TreeSet<>();
      for (MetricSnapshot metric : process.metrics().scrape()) {
        String name = metric.getMetadata().getPrometheusName();
        names.add(metric instanceof CounterSnapshot ? name + "_total" : name);
      }
      names.removeIf(name -> !name.startsWith("tributary_"));
      return names;
    }
  }

  private static Set<String> namedIn(String... files) {
    Set<String> names = new TreeSet<>();
    for (String file : files) {
      Matcher metric = METRIC.matcher(Documents.text(ROOT.resolve(file)));
      while (metric.find()) {
        names.add(metric.group().replaceFirst("_seconds_(bucket|count|sum)$", "_seconds"));
      }
    }
    return names;
  }

  @Test
  void page_explainsEveryMetric_andNobodyAsksForOneThatIsNotThere() throws Exception {
    Set<String> metrics = metricsOfAProcess();
    assertThat(metrics).hasSizeGreaterThan(50);
    assertThat(namedIn("docs/operations.md")).containsExactlyInAnyOrderElementsOf(metrics);
    assertThat(metrics)
        .containsAll(
            namedIn(
                "k8s/base/monitoring.yaml",
                "k8s/grafana/multi-cluster.json",
                "docs/architecture.md",
                "docs/carry-over.md",
                "docs/decisions/0003-ticks.md",
                "docs/decisions/0041-refused-data.md"));
  }
}
