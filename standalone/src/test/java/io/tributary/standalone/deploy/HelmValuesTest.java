package io.tributary.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusSpec;
import io.fabric8.openshift.api.model.monitoring.v1.RemoteWriteSpec;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.PrometheusAgentSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The values for kube-prometheus-stack, held to the types that the operator reads in the end. */
class HelmValuesTest {
  private static final Path VALUES = Documents.root().resolve("k8s/values");

  /** Keys that the chart itself takes out of prometheusSpec. */
  private static final List<String> OF_THE_CHART =
      List.of(
          "serviceMonitorSelectorNilUsesHelmValues",
          "podMonitorSelectorNilUsesHelmValues",
          "ruleSelectorNilUsesHelmValues");

  private static ObjectNode prometheusSpec(String file) {
    ObjectNode spec =
        Documents.one(VALUES.resolve(file)).at("/prometheus/prometheusSpec").deepCopy();
    spec.remove(OF_THE_CHART);
    if (spec.has("storageSpec")) {
      spec.set("storage", spec.remove("storageSpec"));
    }
    return spec;
  }

  @Test
  void agent_isOneForTheOperator() {
    PrometheusAgentSpec spec =
        Schemas.read(prometheusSpec("app-prometheus-agent-values.yaml"), PrometheusAgentSpec.class);
    assertThat(spec.getExternalLabels())
        .containsEntry("cluster", "app-cluster")
        .containsEntry("environment", "production");
    RemoteWriteSpec write = spec.getRemoteWrite().getFirst();
    assertThat(write.getUrl()).isEqualTo("http://192.168.64.101:9090/api/v1/write");
    assertThat(write.getQueueConfig().getMaxSamplesPerSend()).isEqualTo(5000);
  }

  @Test
  void control_isOneForTheOperator() {
    PrometheusSpec spec =
        Schemas.read(prometheusSpec("control-prometheus-values.yaml"), PrometheusSpec.class);
    assertThat(spec.getEnableRemoteWriteReceiver()).isTrue();
    assertThat(spec.getRetention()).isEqualTo("30d");
    assertThat(spec.getRetentionSize()).isEqualTo("45GB");
  }

  /** Why externalLabels had to move: docs/carry-over.md tells it. */
  @Test
  void externalLabelsUnderRemoteWrite_areNoKeyOfTheOperator() {
    JsonNode nested =
        new ObjectMapper()
            .createObjectNode()
            .put("url", "http://hub")
            .set("externalLabels", new ObjectMapper().createObjectNode().put("cluster", "a"));
    assertThatThrownBy(() -> Schemas.read(nested, RemoteWriteSpec.class))
        .hasMessageContaining("Unrecognized field \"externalLabels\"");
  }

  @Test
  void alertmanager_isTheSameInComposeAndKubernetes() {
    JsonNode config =
        Documents.one(VALUES.resolve("control-prometheus-values.yaml")).at("/alertmanager/config");
    assertThat(config)
        .isEqualTo(Documents.one(Documents.root().resolve("compose/alertmanager.yml")));
  }
}
