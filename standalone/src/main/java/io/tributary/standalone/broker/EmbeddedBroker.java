package io.tributary.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
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
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node, broker and KRaft controller, in this process. What Kafka's own main class does,
 * with ports that may be chosen by the system.
 *
 * <p>Threading: {@link #start} and {@link #close} are called by one thread. A fatal fault in the
 * broker, such as a disk that fails, ends the process, as it ends a broker of its own.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

  private final ControllerServer controller;
  private final BrokerServer broker;
  private final String bootstrapServers;

  private EmbeddedBroker(
      ControllerServer controller, BrokerServer broker, String bootstrapServers) {
    this.controller = controller;
    this.broker = broker;
    this.bootstrapServers = bootstrapServers;
  }

  /** Formats the directory if it is new, and returns when clients can connect. */
  public static EmbeddedBroker start(BrokerConfig config) {
    long startedNs = System.nanoTime();
    KafkaConfig kafka = KafkaConfig.fromProps(properties(config));
    format(config.directory());
    var logDirs = KafkaRaftServer.initializeLogDirs(kafka, log, "");
    Metrics metrics = Server.initializeMetrics(kafka, Time.SYSTEM, logDirs._1().clusterId().get());
    CompletableFuture<Map<Integer, InetSocketAddress>> voters = new CompletableFuture<>();
    SharedServer shared =
        new SharedServer(
            kafka,
            logDirs._1(),
            Time.SYSTEM,
            metrics,
            voters,
            List.of(),
            new StandardFaultHandlerFactory(),
            ServerSocketFactory.INSTANCE);
    ControllerServer controller =
        new ControllerServer(shared, KafkaRaftServer.configSchema(), logDirs._2());
    BrokerServer broker = new BrokerServer(shared);
    controller
        .socketServerFirstBoundPortFuture()
        .thenAccept(
            port ->
                voters.complete(
                    Map.of(
                        BrokerProperties.NODE_ID,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port))));
    try {
      controller.startup();
      broker.startup();
    } catch (RuntimeException e) {
      broker.shutdown();
      controller.shutdown();
      throw failure(config, e);
    }
    int port = broker.boundPort(ListenerName.normalised(BrokerProperties.CLIENTS));
    String bootstrap = config.effectiveAdvertisedHost() + ":" + port;
    log.info(
        "Kafka is up address={} directory={} ms={}",
        bootstrap,
        config.directory(),
        (System.nanoTime() - startedNs) / 1_000_000);
    return new EmbeddedBroker(controller, broker, bootstrap);
  }

  /** The address that clients give as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Flushes the logs and stops; the next start needs no recovery. */
  @Override
  public void close() {
    broker.shutdown();
    controller.shutdown();
  }

  private static Properties properties(BrokerConfig config) {
    Properties properties = new Properties();
    properties.putAll(BrokerProperties.of(config));
    return properties;
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
          .setNodeId(BrokerProperties.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setDirectories(List.of(directory.toString()))
          .setMetadataLogDirectory(directory.toString())
          .setControllerListenerName(BrokerProperties.CONTROLLER)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .run();
    } catch (IOException e) {
      throw new BrokerException("cannot create the data directory " + directory + ": " + e, e);
    } catch (Exception e) {
      throw new BrokerException("cannot format " + directory + " for Kafka: " + e.getMessage(), e);
    }
  }

  private static BrokerException failure(BrokerConfig config, RuntimeException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof BindException) {
      return new BrokerException(
          "Kafka cannot listen on %s:%d: %s. Stop what listens there, or choose another address with --kafka-listen"
              .formatted(config.host(), config.port(), root.getMessage()),
          e);
    }
    if (String.valueOf(root.getMessage()).contains("Failed to acquire lock")) {
      return new BrokerException(
          "another process keeps its data in %s. Stop it, or choose another directory with --data"
              .formatted(config.directory()),
          e);
    }
    return new BrokerException(
        "Kafka did not start in " + config.directory() + ": " + root.getMessage(), e);
  }
}
