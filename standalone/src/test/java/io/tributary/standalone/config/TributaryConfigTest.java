package io.tributary.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.standalone.broker.BrokerConfig.Flush;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TributaryConfigTest {
  @TempDir Path directory;

  @Test
  void defaults_areThoseOfTheDocumentation() {
    TributaryConfig config = TributaryConfig.read(ConfigSource.of(null));
    assertThat(config.listen()).hasToString("0.0.0.0:9090");
    assertThat(config.broker().port()).isEqualTo(9092);
    assertThat(config.broker().host()).isEqualTo("127.0.0.1");
    assertThat(config.kafka().partitions()).isEqualTo(4);
    assertThat(config.kafka().replicas()).isEqualTo((short) 1);
  }

  @Test
  void file_isReadWhole() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("t.yml"),
            """
            listen: 127.0.0.1:8080
            data: /var/lib/tributary
            kafka:
              listen: 0.0.0.0:19092
              advertised: hub.example
              flush: always
              bootstrap: [a:1, b:2]
              partitions: 12
              client:
                security.protocol: SASL_SSL
            """);
    TributaryConfig config = TributaryConfig.read(ConfigSource.of(file));
    assertThat(config.listen()).hasToString("127.0.0.1:8080");
    assertThat(config.broker().directory()).isEqualTo(Path.of("/var/lib/tributary/kafka"));
    assertThat(config.broker().flush()).isEqualTo(Flush.ALWAYS);
    assertThat(config.broker().advertisedHost()).isEqualTo("hub.example");
    assertThat(config.kafka().replicas()).isEqualTo((short) 3);
    assertThat(config.kafka().properties())
        .containsEntry("bootstrap.servers", "a:1,b:2")
        .containsEntry("security.protocol", "SASL_SSL");
  }

  @Test
  void flag_winsOverTheFile_andIsNamedWhereItIsWrong() throws Exception {
    Path file = Files.writeString(directory.resolve("t.yml"), "kafka:\n  listen: :1\n");
    ConfigSource good = ConfigSource.of(file).set("--kafka-listen", "kafka.listen", ":0");
    assertThat(TributaryConfig.read(good).broker().port()).isZero();
    ConfigSource bad = ConfigSource.of(file).set("--kafka-listen", "kafka.listen", "nonsense");
    assertThatThrownBy(() -> TributaryConfig.read(bad))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("--kafka-listen: \"kafka.listen\" must be HOST:PORT");
  }

  @Test
  void repeatedFlag_addsToAListWithinASection() throws Exception {
    Path file = Files.writeString(directory.resolve("t.yml"), "rules:\n  files: [a.yml]\n");
    ConfigSource source =
        ConfigSource.of(file).append("--rules", "rules.files", List.of("b.yml", "c.yml"));
    assertThat(TributaryConfig.read(source).rules().rules())
        .containsExactly(Path.of("a.yml"), Path.of("b.yml"), Path.of("c.yml"));
    ConfigSource flagOnly =
        ConfigSource.of(null).append("--rules", "rules.files", List.of("b.yml"));
    assertThat(TributaryConfig.read(flagOnly).rules().rules()).containsExactly(Path.of("b.yml"));
  }

  @Test
  void catchUp_isMoreThanTheLateness() throws Exception {
    String config = "gateway: {lateness_of: {slow: 1m}}\nrules: {max_catch_up: %s}\n";
    assertThat(read(config.formatted("3m")).rules().maxCatchUp()).contains(Duration.ofMinutes(3));
    assertThatThrownBy(() -> read(config.formatted("150s")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("\"max_catch_up\" must be at least 3m")
        .hasMessageContaining("was 2m30s");
  }

  private TributaryConfig read(String yaml) throws IOException {
    return TributaryConfig.read(
        ConfigSource.of(Files.writeString(directory.resolve("t.yml"), yaml)));
  }

  @Test
  void hub_isOnByDefault() throws Exception {
    HubSettings defaults = TributaryConfig.read(ConfigSource.of(null)).hub();
    assertThat(defaults)
        .isEqualTo(new HubSettings(true, Duration.ofDays(30), 45_000_000_000L, false));
    Path file =
        Files.writeString(
            directory.resolve("t.yml"),
            """
            hub:
              enabled: false
              retention: 7d
              retention_size: 0
              admin_api: true
            """);
    assertThat(TributaryConfig.read(ConfigSource.of(file)).hub())
        .isEqualTo(new HubSettings(false, Duration.ofDays(7), 0, true));
  }
}
