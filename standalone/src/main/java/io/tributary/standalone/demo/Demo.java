package io.tributary.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three clusters, one of them in trouble, and a screen that shows what comes of it. */
public final class Demo implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Demo.class);
  private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(5);
  private static final List<SimulatedCluster> CLUSTERS =
      List.of(
          new SimulatedCluster("eu-west", 3, 12, false),
          new SimulatedCluster("us-east", 3, 12, true),
          new SimulatedCluster("ap-south", 2, 8, false));

  private final ScheduledExecutorService agentsThread;
  private final AlertTimeline timeline;

  private Demo(ScheduledExecutorService agentsThread, AlertTimeline timeline) {
    this.agentsThread = agentsThread;
    this.timeline = timeline;
  }

  /** Starts the agents towards a process that is up. */
  public static Demo start(
      URI gateway, Map<String, Object> kafka, DemoOutput output, InstantSource clock) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<SimulatedAgent> agents =
        CLUSTERS.stream()
            .map(
                cluster ->
                    new SimulatedAgent(
                        cluster,
                        cluster.misbehaves()
                            ? RemoteWriteBody.VERSION_1
                            : RemoteWriteBody.VERSION_2,
                        gateway.resolve("/api/v1/write"),
                        client,
                        clock))
            .toList();
    Instant started = clock.instant();
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("demo-agents").factory());
    thread.scheduleAtFixedRate(
        () -> {
          scrape(agents);
          output.screen().draw(Duration.between(started, clock.instant()), agents);
        },
        0,
        SCRAPE_INTERVAL.toMillis(),
        TimeUnit.MILLISECONDS);
    return new Demo(thread, AlertTimeline.start(kafka, output.screen()::transition));
  }

  private static void scrape(List<SimulatedAgent> agents) {
    try {
      for (SimulatedAgent agent : agents) {
        agent.scrape();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("The demo's agents failed", e);
    }
  }

  /** Writes the demo's rules, those of the multi-cluster set-up in quick, into the directory. */
  public static Path writeRules(Path directory) {
    Path file = directory.resolve("demo-rules.yml");
    try (InputStream rules = Demo.class.getResourceAsStream("/demo-rules.yml")) {
      if (rules == null) {
        throw new IllegalStateException("demo-rules.yml is not in the jar");
      }
      Files.createDirectories(directory);
      Files.copy(rules, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  @Override
  public void close() {
    agentsThread.shutdownNow();
    timeline.close();
  }
}
