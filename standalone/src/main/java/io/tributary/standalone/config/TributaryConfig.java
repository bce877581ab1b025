package io.tributary.standalone.config;

import io.tributary.gateway.GatewayConfig;
import io.tributary.sink.SinkConfig;
import io.tributary.standalone.broker.BrokerConfig;
import io.tributary.streams.RuleEngineConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;

/**
 * The whole configuration, checked. {@code docs/configuration.md} describes each key.
 *
 * @param listen where HTTP is served
 * @param data the directory of everything that this process keeps
 * @param kafka how the parts reach Kafka
 * @param broker the embedded broker, for {@code up} and {@code demo}
 * @param gateway with the address of an external Kafka, if one is configured
 * @param rules as {@code gateway}
 * @param sink as {@code gateway}
 * @param hub the embedded store
 * @param yaml what the user gave, file and flags, without its secrets
 */
public record TributaryConfig(
    HostPort listen,
    Path data,
    KafkaConfig kafka,
    BrokerConfig broker,
    GatewayConfig gateway,
    RuleEngineConfig rules,
    SinkConfig sink,
    HubSettings hub,
    String yaml) {
  private static final HostPort LISTEN = new HostPort("0.0.0.0", 9090);

  /**
   * Checks and converts what the user gave.
   *
   * @throws ConfigException for the first mistake found
   */
  public static TributaryConfig read(ConfigSource source) {
    Section top = source.section();
    HostPort listen = top.address("listen", LISTEN);
    Path data = Path.of(top.text("data", "data"));
    Section kafka = top.section("kafka");
    BrokerConfig broker = KafkaConfig.broker(kafka, data.resolve("kafka"));
    KafkaConfig clients = KafkaConfig.read(kafka);
    kafka.done();
    GatewayConfig gateway = GatewaySection.read(top.section("gateway"), clients);
    URI externalUrl =
        top.has("external_url")
            ? top.url("external_url")
            : URI.create("http://" + localName(listen.host()) + ":" + listen.port());
    RuleEngineConfig rules =
        RulesSection.read(
            top.section("rules"),
            clients,
            gateway,
            top.map("external_labels"),
            externalUrl,
            listen.port() == 0 ? "" : localName(listen.host()) + ":" + listen.port(),
            data);
    SinkConfig sink = SinkSection.read(top, clients, externalUrl);
    HubSettings hub = HubSettings.read(top.section("hub"));
    top.done();
    return new TributaryConfig(
        listen, data, clients, broker, gateway, rules, sink, hub, source.yaml());
  }

  /** A name of this machine for links: the one it listens on, unless that stands for all. */
  private static String localName(String host) {
    if (!host.equals("0.0.0.0") && !host.equals("::")) {
      return host;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
