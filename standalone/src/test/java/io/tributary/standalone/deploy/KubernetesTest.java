package io.tributary.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.schemas.topic.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesTest {
  private static final Path K8S = Documents.root().resolve("k8s");
  private static final Kustomization TRIAL = Kustomization.of(K8S.resolve("overlays/trial"));

  private final List<JsonNode> manifests = TRIAL.resources();

  private List<JsonNode> ofKind(String... kinds) {
    Set<String> wanted = Set.of(kinds);
    return manifests.stream().filter(m -> wanted.contains(m.path("kind").asText())).toList();
  }

  private List<JsonNode> workloads() {
    return ofKind("Deployment", "StatefulSet");
  }

  private static String name(JsonNode manifest) {
    return manifest.at("/metadata/name").asText();
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "kafka", "grafana", "overlays/trial", "overlays/production"})
  void kustomizations_nameOnlyWhatIsThere(String folder) {
    assertThat(Kustomization.of(K8S.resolve(folder)).problems()).isEmpty();
  }

  @Test
  void manifests_areOfTheRealSchemas() {
    assertThat(manifests).hasSizeGreaterThan(20).allSatisfy(m -> Schemas.read(m));
  }

  @Test
  void unknownKey_wouldBeFound() {
    JsonNode changed = workloads().getFirst().deepCopy();
    ((ObjectNode) changed.at("/spec/template/spec")).put("serviceAccount_name", "x");
    assertThatThrownBy(() -> Schemas.read(changed)).hasMessageContaining("serviceAccount_name");
  }

  @Test
  void selectors_matchPods() {
    List<Map<String, String>> pods =
        workloads().stream().map(w -> labels(w.at("/spec/template/metadata/labels"))).toList();
    List<JsonNode> selectors = new ArrayList<>();
    ofKind("Service").forEach(s -> selectors.add(s.at("/spec/selector")));
    ofKind("PodDisruptionBudget").forEach(s -> selectors.add(s.at("/spec/selector/matchLabels")));
    ofKind("NetworkPolicy").forEach(s -> selectors.add(s.at("/spec/podSelector/matchLabels")));
    workloads().forEach(w -> selectors.add(w.at("/spec/selector/matchLabels")));

    assertThat(selectors)
        .hasSize(12)
        .allSatisfy(
            selector ->
                assertThat(pods)
                    .anyMatch(p -> p.entrySet().containsAll(labels(selector).entrySet())));
  }

  @Test
  void serviceMonitor_findsAllServicesAndTheirPort() {
    JsonNode monitor = ofKind("ServiceMonitor").getFirst();
    Map<String, String> wanted = labels(monitor.at("/spec/selector/matchLabels"));
    String port = monitor.at("/spec/endpoints/0/port").asText();
    assertThat(ofKind("Service"))
        .hasSize(3)
        .allSatisfy(
            service -> {
              assertThat(labels(service.at("/metadata/labels"))).containsAllEntriesOf(wanted);
              assertThat(service.at("/spec/ports/0/name").asText()).isEqualTo(port);
            });
  }

  @Test
  void workloads_referToWhatIsThere() {
    List<String> accounts = ofKind("ServiceAccount").stream().map(KubernetesTest::name).toList();
    for (JsonNode workload : workloads()) {
      JsonNode pod = workload.at("/spec/template/spec");
      assertThat(accounts).contains(pod.path("serviceAccountName").asText());
      List<String> volumes = new ArrayList<>();
      pod.path("volumes").forEach(v -> volumes.add(v.path("name").asText()));
      workload.at("/spec/volumeClaimTemplates").forEach(v -> volumes.add(name(v)));
      for (JsonNode mount : Documents.everywhere(pod, "volumeMounts")) {
        mount.forEach(m -> assertThat(volumes).contains(m.path("name").asText()));
      }
      for (JsonNode map : Documents.everywhere(pod, "configMap")) {
        assertThat(TRIAL.configMaps()).contains(map.path("name").asText());
      }
    }
    for (JsonNode set : ofKind("StatefulSet")) {
      assertThat(ofKind("Service"))
          .extracting(KubernetesTest::name)
          .contains(set.at("/spec/serviceName").asText());
    }
  }

  @Test
  void parts_areProbedAndBounded() {
    for (JsonNode workload : workloads()) {
      JsonNode container = workload.at("/spec/template/spec/containers/0");
      assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/-/healthy");
      assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/-/ready");
      for (JsonNode port : Documents.everywhere(container, "httpGet")) {
        assertThat(port.path("port")).isEqualTo(container.at("/ports/0/name"));
      }
      assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
      assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
      assertThat(container.at("/args/0").asText())
          .isEqualTo(name(workload).replace("tributary-", ""));
    }
  }

  @Test
  void binding_namesItsRoleAndAccount() {
    JsonNode binding = ofKind("ClusterRoleBinding").getFirst();
    assertThat(ofKind("ClusterRole"))
        .extracting(KubernetesTest::name)
        .contains(binding.at("/roleRef/name").asText());
    assertThat(ofKind("ServiceAccount"))
        .extracting(KubernetesTest::name)
        .contains(binding.at("/subjects/0/name").asText());
  }

  @Test
  void topics_areThoseOfTheCatalogue() {
    Map<String, Map<String, String>> declared = new TreeMap<>();
    ofKind("KafkaTopic")
        .forEach(
            topic -> {
              assertThat(topic.at("/spec/partitions").asInt()).isEqualTo(Topic.DEFAULT_PARTITIONS);
              declared.put(name(topic), labels(topic.at("/spec/config")));
            });
    Map<String, Map<String, String>> catalogue = new TreeMap<>();
    for (Topic topic : Topic.values()) {
      catalogue.put(topic.topicName(), topic.settings());
    }
    assertThat(declared).isEqualTo(catalogue);
  }

  @Test
  void kafka_isTheOneThatThePartsTalkTo() {
    String cluster = name(ofKind("Kafka").getFirst());
    assertThat(Documents.one(K8S.resolve("base/tributary.yml")).at("/kafka/bootstrap").asText())
        .isEqualTo(cluster + "-kafka-bootstrap:9092");
    assertThat(ofKind("KafkaTopic", "KafkaNodePool"))
        .allSatisfy(
            m ->
                assertThat(labels(m.at("/metadata/labels")))
                    .containsEntry("strimzi.io/cluster", cluster));
  }

  private static Map<String, String> labels(JsonNode map) {
    Map<String, String> labels = new TreeMap<>();
    map.properties().forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
    return labels;
  }
}
