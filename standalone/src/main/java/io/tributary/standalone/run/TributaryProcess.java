package io.tributary.standalone.run;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.gateway.Gateway;
import io.tributary.gateway.GatewayConfig;
import io.tributary.gateway.publish.TopicCreator;
import io.tributary.hub.HubConfig;
import io.tributary.hub.api.ProcessInfo;
import io.tributary.hub.api.RuleApi;
import io.tributary.hub.api.RuleCatalog;
import io.tributary.hub.feed.Hub;
import io.tributary.hub.store.StoreConfig;
import io.tributary.hub.ui.WebPage;
import io.tributary.promql.syntax.Parser;
import io.tributary.sink.Sink;
import io.tributary.sink.SinkConfig;
import io.tributary.standalone.broker.EmbeddedBroker;
import io.tributary.standalone.config.HubSettings;
import io.tributary.standalone.config.KafkaConfig;
import io.tributary.standalone.config.TributaryConfig;
import io.tributary.standalone.http.HttpServer;
import io.tributary.standalone.http.Part;
import io.tributary.streams.RuleEngine;
import io.tributary.streams.RuleEngineConfig;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.ResponseCodeHandler;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The running parts of one process. They start in the order in which data flows towards them being
 * ready (broker, sink, rules, gateway, HTTP), so that nothing is accepted before it can go on, and
 * stop in the opposite order: first the door, last the log.
 */
public final class TributaryProcess implements AutoCloseable {
  /** Where agents write to: the paths of Prometheus, Mimir and Cortex, and Thanos. */
  private static final List<String> WRITE_PATHS =
      List.of("/api/v1/write", "/api/v1/push", "/api/v1/receive");

  private static final String SOLE_INSTANCE = "sole";

  private final InstantSource clock = InstantSource.system();
  private final Lifetimes lifetimes = new Lifetimes();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final List<Part> parts = new CopyOnWriteArrayList<>();
  private final TributaryConfig config;
  private KafkaConfig kafka;
  private final PathHandler api = new PathHandler(ResponseCodeHandler.HANDLE_404);
  private RuleCatalog ruleCatalog = List::of;
  private int httpPort;

  private TributaryProcess(TributaryConfig config) {
    this.config = config;
    this.kafka = config.kafka();
  }

  /**
   * Starts the parts of these roles; returns when HTTP is served.
   *
   * @throws RuntimeException with a message for the user; what had started is stopped again
   */
  public static TributaryProcess start(TributaryConfig config, Set<Role> roles) {
    TributaryProcess process = new TributaryProcess(config);
    try {
      process.startParts(roles);
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
    return process;
  }

  private void startParts(Set<Role> roles) {
    // What can fail at once does, before a broker has made its files.
    if (roles.stream().anyMatch(Role::keepsFiles)) {
      DataDirectory.prepare(config.data());
    }
    HttpServer.requireFree(config.listen().host(), config.listen().port());
    JvmMetrics.builder().register(registry);
    if (roles.contains(Role.BROKER)) {
      EmbeddedBroker broker = lifetimes.add("broker", EmbeddedBroker.start(config.broker()));
      kafka = kafka.at(broker.bootstrapServers());
      TopicCreator.createMissing(kafka.properties(), kafka.partitions(), kafka.replicas());
      parts.add(new Part("kafka", () -> true, () -> "listens on " + broker.bootstrapServers()));
    }
    if (kafka.bootstrap().isEmpty()) {
      throw new IllegalStateException(
          "no Kafka is configured: set kafka.bootstrap in the file, or --kafka HOST:PORT");
    }
    if (roles.contains(Role.SINK)) {
      startSink();
    }
    boolean hub = roles.contains(Role.HUB) && config.hub().enabled();
    if (roles.contains(Role.STREAMS)) {
      startRules(roles.contains(Role.BROKER), hub);
    }
    if (hub) {
      startHub();
    }
    if (roles.contains(Role.GATEWAY)) {
      startGateway();
    }
    HttpServer http =
        lifetimes.add(
            "http",
            HttpServer.start(config.listen().host(), config.listen().port(), api, parts, registry));
    httpPort = http.port();
  }

  private void startSink() {
    SinkConfig settings = config.sink();
    Sink sink =
        lifetimes.add(
            "sink",
            Sink.start(
                new SinkConfig(kafka.properties(), settings.destinations(), settings.notifier()),
                registry,
                clock));
    parts.add(new Part("sink", sink::ready, sink::status));
  }

  private void startRules(boolean ownBroker, boolean besideHub) {
    RuleEngineConfig settings = config.rules().withKafka(kafka.properties());
    if (ownBroker && settings.instanceId().isEmpty()) {
      // Nobody else is in this broker's groups. Under a name the engine has its tasks back at once
      // after a crash; without, Kafka first waits 45 s for the one that was killed.
      settings = settings.withInstanceId(SOLE_INSTANCE);
    }
    RuleEngine rules = lifetimes.add("rules", RuleEngine.start(settings, registry, clock));
    parts.add(new Part("rules", rules::ready, rules::failed, rules::status));
    RuleInstances instances = RuleInstances.of(rules);
    ruleCatalog = new RuleStateCatalog(instances);
    api.addExactPath(
        RuleInstances.PATH,
        exchange -> exchange.getResponseSender().send(ByteBuffer.wrap(instances.ownStates())));
    if (!besideHub) {
      RuleApi alone = new RuleApi(ruleCatalog, new Parser(settings.engine().parser()));
      HttpHandler states = alone.handler();
      alone.paths().forEach(path -> api.addExactPath(path, states));
    }
  }

  private void startHub() {
    HubSettings settings = config.hub();
    TreeMap<String, String> flags = new TreeMap<>();
    flags.put("listen", config.listen().toString());
    flags.put("data", config.data().toString());
    long hours = settings.retention().toHours();
    String retention = hours % 24 == 0 ? hours / 24 + "d" : settings.retention().toSeconds() + "s";
    flags.put("storage.tsdb.retention.time", retention);
    flags.put("storage.tsdb.retention.size", settings.retentionBytes() + "B");
    flags.put("web.enable-admin-api", String.valueOf(settings.adminApi()));
    ProcessInfo process =
        new ProcessInfo(
            String.valueOf(TributaryProcess.class.getPackage().getImplementationVersion()),
            config.yaml(),
            flags,
            clock.instant(),
            retention);
    StoreConfig store =
        StoreConfig.of(config.data().resolve("hub"))
            .withRetention(settings.retention(), settings.retentionBytes());
    HubConfig hubConfig =
        HubConfig.of(kafka.properties(), store, process)
            .withAdminApi(settings.adminApi())
            .withAlertmanagers(alertmanagers());
    Hub hub = lifetimes.add("hub", Hub.start(hubConfig, ruleCatalog, registry, clock));
    HttpHandler queries = hub.handler();
    api.addPrefixPath("/api/v1", queries);
    api.addExactPath("/federate", queries);
    WebPage page = new WebPage();
    page.paths().forEach(path -> api.addExactPath(path, page));
    parts.add(new Part("hub", hub::ready, hub::status));
  }

  /** Where alerts are posted to. */
  private List<String> alertmanagers() {
    return config.sink().notifier().alertmanagers().stream()
        .map(each -> each.alertsUri().toString())
        .toList();
  }

  private void startGateway() {
    GatewayConfig settings = config.gateway().withKafka(kafka.properties());
    Gateway gateway = lifetimes.add("gateway", Gateway.start(settings, registry, clock));
    HttpHandler write = gateway.handler();
    for (String path : WRITE_PATHS) {
      api.addExactPath(path, write);
    }
    parts.add(new Part("gateway", gateway::ready, gateway::status));
  }

  /** Where clients reach Kafka. */
  public String bootstrapServers() {
    return kafka.bootstrap();
  }

  /** The properties of a Kafka client of this process. */
  public Map<String, Object> kafkaProperties() {
    return kafka.properties();
  }

  /** Adds what is to be closed before everything that has been started so far. */
  public void closeFirst(String name, AutoCloseable what) {
    lifetimes.add(name, what);
  }

  /** What {@code /metrics} shows. */
  public PrometheusRegistry metrics() {
    return registry;
  }

  /** What the process was started with. */
  public TributaryConfig config() {
    return config;
  }

  /** The port that HTTP got. */
  public int httpPort() {
    return httpPort;
  }

  /** Stops the parts, the door first. */
  @Override
  public void close() {
    lifetimes.close();
  }
}
