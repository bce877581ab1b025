package io.tributary.standalone.cli;

import io.tributary.standalone.config.ConfigSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the verbs take that run everything in one process. */
final class HubOptions {
  @Mixin private ProcessOptions process = new ProcessOptions();

  @Option(
      names = "--kafka-listen",
      paramLabel = "HOST:PORT",
      description = "Address of the embedded Kafka. Default: 127.0.0.1:9092. (kafka.listen)")
  private @Nullable String kafkaListen;

  @Option(
      names = "--rules",
      paramLabel = "PATH",
      description =
          "Rule file, PrometheusRule manifest or a folder of them; repeatable. (rules.files)")
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--remote-write",
      paramLabel = "URL",
      description = "Where series are written on to; repeatable. (remote_write)")
  private List<String> remoteWrite = new ArrayList<>();

  @Option(
      names = "--alertmanager",
      paramLabel = "URL",
      description = "Where alerts are sent to; repeatable. (alertmanagers)")
  private List<String> alertmanagers = new ArrayList<>();

  @Option(
      names = "--enable-admin-api",
      description =
          "Lets the HTTP API delete series and make snapshots: for whoever reaches the port."
              + " (hub.admin_api)")
  private boolean adminApi;

  ConfigSource source() {
    return process
        .source()
        .set("--enable-admin-api", "hub.admin_api", adminApi ? "true" : null)
        .set("--kafka-listen", "kafka.listen", kafkaListen)
        .append("--rules", "rules.files", rules)
        .appendFields("--remote-write", "remote_write", "url", remoteWrite)
        .appendFields("--alertmanager", "alertmanagers", "url", alertmanagers);
  }

  boolean hasData() {
    return process.hasData();
  }

  boolean hasRules() {
    return !rules.isEmpty();
  }

  boolean hasAlertmanager() {
    return !alertmanagers.isEmpty();
  }
}
