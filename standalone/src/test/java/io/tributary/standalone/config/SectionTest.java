package io.tributary.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.standalone.broker.BrokerConfig.Flush;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionTest {
  private static Section of(String yaml) {
    return new Section(ConfigFile.parse(Path.of("t.yml"), yaml), "");
  }

  private static void refused(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call).isInstanceOf(ConfigException.class).hasMessageContainingAll(parts);
  }

  @Test
  void values_areReadByType() {
    Section top =
        of(
            """
            name: x
            on: true
            n: 7
            wait: 1h30m
            most: 64MiB
            at: ":9091"
            how: always
            list: [a, b]
            one: c
            """);
    assertThat(top.text("name", "")).isEqualTo("x");
    assertThat(top.flag("on", false)).isTrue();
    assertThat(top.count("n", 1, 1, 9)).isEqualTo(7);
    assertThat(top.duration("wait", Duration.ZERO)).isEqualTo(Duration.ofMinutes(90));
    assertThat(top.bytes("most", 0)).isEqualTo(64L << 20);
    assertThat(top.address("at", new HostPort("h", 1))).isEqualTo(new HostPort("h", 9091));
    assertThat(top.choice("how", Flush.OS)).isEqualTo(Flush.ALWAYS);
    assertThat(top.texts("list")).containsExactly("a", "b");
    assertThat(top.texts("one")).containsExactly("c");
    top.done();
  }

  @Test
  void absentKeys_leaveTheDefaults() {
    Section top = of("");
    assertThat(top.text("name", "d")).isEqualTo("d");
    assertThat(top.duration("wait", Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    assertThat(top.texts("list")).isEmpty();
    assertThat(top.section("below").count("n", 4, 1, 9)).isEqualTo(4);
    top.done();
  }

  @Test
  void unknownKey_isRefusedWithItsLineAndTheNearestName() {
    Section top = of("listen: :1\nkafka:\n  listn: :2\n");
    top.text("listen", "");
    Section kafka = top.section("kafka");
    kafka.text("listen", "");
    refused(
        kafka::done, "t.yml:3", "unknown key \"listn\" in \"kafka\"", "did you mean \"listen\"?");
  }

  @Test
  void missingKey_isNamed_unlessItIsThereMisspelt() {
    refused(() -> of("name: x").url("url"), "t.yml:1", "\"url\" is missing: it must be a URL");
    refused(() -> of("name: x\nur: y").url("url"), "t.yml:2", "unknown key \"ur\"", "\"url\"?");
  }

  @Test
  void unknownKey_farFromAll_listsThem() {
    Section top = of("zzzzzzzz: 1");
    top.text("listen", "");
    top.text("data", "");
    refused(top::done, "t.yml:1", "the keys are data, listen");
  }

  @Test
  void wrongTypes_nameKeyLineAndWhatWasWanted() {
    Section top = of("a: [1]\nb: {c: 1}\nn: 70\nw: soon\nat: x:y\nu: ftp://h\nm: 3 cows\nf: maybe");
    refused(() -> top.text("a", ""), "t.yml:1", "\"a\" must be one value, not a list");
    refused(() -> top.texts("b"), "t.yml:2", "\"b\" must be a list");
    refused(() -> top.count("n", 1, 1, 9), "t.yml:3", "from 1 to 9", "was \"70\"");
    refused(() -> top.duration("w", Duration.ZERO), "t.yml:4", "was \"soon\"");
    refused(() -> top.address("at", new HostPort("h", 1)), "t.yml:5", "HOST:PORT");
    refused(() -> top.url("u"), "t.yml:6", "was \"ftp://h\"");
    refused(() -> top.bytes("m", 0), "t.yml:7", "was \"3 cows\"");
    refused(() -> top.flag("f", true), "t.yml:8", "true or false");
    refused(() -> top.section("n"), "t.yml:3", "a mapping");
  }

  @Test
  void secret_isReadFromAFile(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("s"), "geheim\n");
    assertThat(of("p: {file: " + file + "}").secret("p", "")).isEqualTo("geheim");
    assertThat(of("p: plain").secret("p", "")).isEqualTo("plain");
    refused(() -> of("p: {file: /nowhere/s}").secret("p", ""), "t.yml:1", "/nowhere/s");
    refused(() -> of("p: {env: TRIBUTARY_NOT_SET}").secret("p", ""), "TRIBUTARY_NOT_SET");
    refused(() -> of("p: {file: a, env: b}").secret("p", ""), "either");
  }

  @Test
  void brokenYaml_namesItsLine() {
    refused(() -> of("a: 1\nb: [1"), "t.yml:", "not valid YAML");
    refused(() -> of("a: 1\na: 2"), "t.yml:2", "\"a\" is there twice");
    refused(() -> of("- a"), "t.yml:1", "keys and values");
  }

  @Test
  void missingFile_isNamed() {
    refused(() -> ConfigSource.of(Path.of("/nowhere/t.yml")), "/nowhere/t.yml", "no such file");
  }
}
