package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.eval.EngineFactory;
import io.tributary.streams.eval.EvaluationMetrics;
import io.tributary.streams.eval.EvaluationOptions;
import io.tributary.streams.eval.RulePlan;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

class RuleTopologyTest {
  @Test
  void build_needsNoMergerForOnePartition() {
    assertThat(topology(1).describe().subtopologies()).hasSize(1);
    assertThat(topology(1).describe().toString()).doesNotContain("app-gather");
  }

  @Test
  void build_keepsMergerApartFromPartitions() {
    Topology topology = topology(4);

    assertThat(topology.describe().subtopologies()).hasSize(2);
    assertThat(topology.describe().subtopologies())
        .anyMatch(
            sub ->
                sub.toString().contains("[tributary.samples]")
                    && sub.toString().contains("topic: app-gather"))
        .anyMatch(sub -> sub.toString().contains("(topics: [app-gather])"));
  }

  private static Topology topology(int partitions) {
    PrometheusRegistry registry = new PrometheusRegistry();
    EvaluationOptions options =
        new EvaluationOptions(
            EngineOptions.defaults(), "cluster", Labels.EMPTY, "", Long.MAX_VALUE, 300_000, 1_000);
    return RuleTopology.build(
        new TaskContext(
            partitions,
            new CurrentPlan(RulePlan.EMPTY),
            new EngineFactory(options, new EvaluationMetrics(registry)),
            new EngineMetrics(registry),
            new TaskStates(),
            new LogHistory()),
        "app-gather");
  }
}
