package io.tributary.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.standalone.config.ConfigSource;
import io.tributary.standalone.config.TributaryConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeTest {
  private static final Path ROOT = Documents.root();
  private static final Pattern ADDRESS =
      Pattern.compile("\\b([a-z]+(?:-[a-z]+)?):(9090|9093|9100|19092)\\b");

  private final JsonNode compose = Documents.one(ROOT.resolve("docker-compose.yml"));
  private final JsonNode services = compose.path("services");

  @Test
  void everyService_hasAnImageOfAFixedVersion() {
    assertThat(services)
        .hasSizeGreaterThanOrEqualTo(11)
        .allSatisfy(
            service -> {
              String image = service.path("image").asText();
              assertThat(image).contains(":");
              assertThat(service.has("build") || !image.endsWith(":latest")).isTrue();
            });
  }

  @Test
  void mountedFiles_areThere_andVolumesAreDeclared() {
    Set<String> volumes = new TreeSet<>();
    compose.path("volumes").fieldNames().forEachRemaining(volumes::add);
    for (JsonNode service : services) {
      for (String mount : Documents.texts(service.path("volumes"))) {
        String source = mount.substring(0, mount.indexOf(':'));
        if (source.startsWith("./")) {
          assertThat(ROOT.resolve(source)).exists();
        } else {
          assertThat(volumes).contains(source);
        }
      }
    }
  }

  @Test
  void filesNamedInCommands_areMounted() {
    for (JsonNode service : services) {
      List<String> targets = new ArrayList<>();
      Documents.texts(service.path("volumes")).forEach(m -> targets.add(m.split(":")[1]));
      for (String word : Documents.texts(service.path("command"))) {
        String path = word.substring(word.indexOf('=') + 1);
        if (path.endsWith(".yml")) {
          assertThat(targets).contains(path);
        }
      }
    }
  }

  @Test
  void publishedPorts_areDifferent() {
    List<String> ports = new ArrayList<>();
    services.forEach(
        s -> Documents.texts(s.path("ports")).forEach(p -> ports.add(p.split(":")[0])));
    assertThat(ports).doesNotHaveDuplicates().contains("9090", "9091", "9092", "9093", "3000");
  }

  @Test
  void dependencies_areServices() {
    for (JsonNode depends : Documents.everywhere(services, "depends_on")) {
      depends.fieldNames().forEachRemaining(name -> assertThat(services.has(name)).isTrue());
    }
  }

  @Test
  void addressesInTheFiles_areServices() {
    List<String> hosts = new ArrayList<>();
    for (Path file : Documents.files(ROOT.resolve("compose"), ".yml")) {
      Matcher address = ADDRESS.matcher(Documents.text(file).replaceAll("(?m)#.*$", ""));
      while (address.find()) {
        hosts.add(address.group(1));
      }
    }
    assertThat(hosts)
        .hasSizeGreaterThan(8)
        .allSatisfy(h -> assertThat(h.equals("localhost") || services.has(h)).as(h).isTrue());
  }

  @Test
  void agents_differOnlyInTheirCluster() {
    String east = Documents.text(ROOT.resolve("compose/agent-east.yml"));
    String west = Documents.text(ROOT.resolve("compose/agent-west.yml"));
    assertThat(east.replace("east", "west")).isEqualTo(west);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compose/tributary.yml",
        "k8s/base/tributary.yml",
        "k8s/overlays/trial/tributary.yml"
      })
  void configuration_isValid(String file) {
    TributaryConfig config = TributaryConfig.read(ConfigSource.of(ROOT.resolve(file)));
    assertThat(config.listen().toString()).isEqualTo("0.0.0.0:9090");
    assertThat(config.kafka().bootstrap()).isNotEmpty();
  }

  @Test
  void image_isBuiltFromWhatTheBuildMakes() {
    String dockerfile = Documents.text(ROOT.resolve("Dockerfile"));
    assertThat(dockerfile).contains("standalone/target/tributary.jar", "standalone/target/lib");
    assertThat(ROOT.resolve("mvnw")).satisfies(f -> assertThat(Files.isExecutable(f)).isTrue());
  }
}
