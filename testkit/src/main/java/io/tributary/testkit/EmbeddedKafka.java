package io.tributary.testkit;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Broker and controller in this process, with the smallest of everything. */
final class EmbeddedKafka implements KafkaFixture {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);
  private static final int NODE_ID = 1;

  private record Node(ControllerServer controller, BrokerServer broker) {
    int port() {
      return broker.boundPort(ListenerName.normalised("PLAINTEXT"));
    }

    void shutdown() {
      broker.shutdown();
      controller.shutdown();
    }
  }

  private final Path directory;
  private final int port;
  private Node node;
  private boolean running;

  private EmbeddedKafka(Path directory, Node node) {
    this.directory = directory;
    this.node = node;
    this.port = node.port();
    this.running = true;
  }

  static EmbeddedKafka start(Path directory) {
    format(directory);
    return new EmbeddedKafka(directory, startNode(directory, 0));
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void stop() {
    if (running) {
      node.shutdown();
      running = false;
    }
  }

  @Override
  public void restart() {
    if (!running) {
      node = startNode(directory, port);
      running = true;
    }
  }

  @Override
  public void close() {
    stop();
  }

  private static Node startNode(Path directory, int port) {
    KafkaConfig config = KafkaConfig.fromProps(properties(directory, port));
    var logDirs = KafkaRaftServer.initializeLogDirs(config, log, "");
    // The controller's port is known only once it is bound; the voters follow then.
    CompletableFuture<Map<Integer, InetSocketAddress>> voters = new CompletableFuture<>();
    SharedServer shared =
        new SharedServer(
            config,
            logDirs._1(),
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, logDirs._1().clusterId().get()),
            voters,
            List.of(),
            new StandardFaultHandlerFactory(),
            ServerSocketFactory.INSTANCE);
    Node node =
        new Node(
            new ControllerServer(shared, KafkaRaftServer.configSchema(), logDirs._2()),
            new BrokerServer(shared));
    node.controller()
        .socketServerFirstBoundPortFuture()
        .thenAccept(
            bound ->
                voters.complete(
                    Map.of(
                        NODE_ID, new InetSocketAddress(InetAddress.getLoopbackAddress(), bound))));
    node.controller().startup();
    node.broker().startup();
    return node;
  }

  private static Properties properties(Path directory, int port) {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", Integer.toString(NODE_ID));
    p.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:1");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:0");
    p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("log.dirs", directory.toString());
    p.put("auto.create.topics.enable", "false");
    p.put("num.network.threads", "1");
    p.put("num.io.threads", "2");
    p.put("group.initial.rebalance.delay.ms", "0");
    p.put("offsets.topic.num.partitions", "1");
    p.put("offsets.topic.replication.factor", "1");
    p.put("transaction.state.log.num.partitions", "1");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    p.put("log.segment.bytes", Integer.toString(32 << 20));
    p.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    p.put("metric.reporters", "");
    return p;
  }

  private static void format(Path directory) {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(directory);
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setNodeId(NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setDirectories(List.of(directory.toString()))
          .setMetadataLogDirectory(directory.toString())
          .setControllerListenerName("CONTROLLER")
          .setReleaseVersion(MetadataVersion.latestProduction())
          .run();
    } catch (Exception e) {
      throw new IllegalStateException("can't format " + directory, e);
    }
  }
}
