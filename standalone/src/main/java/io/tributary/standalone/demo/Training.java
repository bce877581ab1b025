package io.tributary.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A load that makes a process do at speed what it will do for long: samples of now and of the last
 * hours, rules of every kind each second, alerts that come and go, queries. It is for the JVM to
 * learn what is hot. Of one thread.
 */
public final class Training implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Training.class);
  private static final String RULES = "training-rules.yml";
  private static final Duration SCRAPE_INTERVAL = Duration.ofMillis(200);

  /** Between samples of the past, of which as many are sent in a second as of now. */
  private static final Duration PAST_STEP = Duration.ofSeconds(15);

  private static final Duration PAST = Duration.ofHours(2);
  private static final List<String> QUERIES =
      List.of(
          "sum by (cluster, namespace) (rate(container_cpu_usage_seconds_total[5m]))",
          "topk(5, container_memory_working_set_bytes)",
          "cluster:cpu:rate5m");

  private final Path rules;
  private final NotificationReceiver alertmanager;

  private Training(Path rules, NotificationReceiver alertmanager) {
    this.rules = rules;
    this.alertmanager = alertmanager;
  }

  /** Writes the rules into a directory, and opens a door for their alerts. */
  public static Training prepare(Path directory) throws IOException {
    Path file = directory.resolve(RULES);
    try (InputStream rules = Training.class.getResourceAsStream("/" + RULES)) {
      if (rules == null) {
        throw new IllegalStateException(RULES + " is not in the jar");
      }
      Files.copy(rules, file);
    }
    return new Training(file, NotificationReceiver.start(alerts -> {}));
  }

  /** The rules to be evaluated. */
  public Path rules() {
    return rules;
  }

  /** Where alerts are to be sent. */
  public URI alertmanager() {
    return alertmanager.url();
  }

  /** Loads a process that is up for so long. */
  public void run(URI url, Duration time) throws InterruptedException {
    InstantSource clock = InstantSource.system();
    StepClock past = new StepClock(clock.instant().minus(PAST));
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      URI write = url.resolve("/api/v1/write");
      List<SimulatedAgent> now =
          List.of(
              agent("train-a", 25, true, RemoteWriteBody.VERSION_1, write, client, clock),
              agent("train-b", 25, false, RemoteWriteBody.VERSION_2, write, client, clock),
              agent("train-c", 25, false, RemoteWriteBody.VERSION_2, write, client, clock));
      SimulatedAgent before =
          agent("train-past", 10, false, RemoteWriteBody.VERSION_2, write, client, past);
      Instant end = clock.instant().plus(time);
      for (int round = 0; clock.instant().isBefore(end); round++) {
        long nextNs = System.nanoTime() + SCRAPE_INTERVAL.toNanos();
        for (SimulatedAgent agent : now) {
          agent.scrape();
        }
        if (past.instant().isBefore(clock.instant().minus(PAST_STEP))) {
          before.scrape();
          past.step(PAST_STEP);
        }
        query(url, client, QUERIES.get(round % QUERIES.size()), clock.instant());
        LockSupport.parkNanos(nextNs - System.nanoTime());
      }
    }
  }

  private static SimulatedAgent agent(
      String cluster,
      int nodes,
      boolean misbehaves,
      RemoteWriteBody body,
      URI write,
      HttpClient client,
      InstantSource clock) {
    return new SimulatedAgent(
        new SimulatedCluster(cluster, nodes, 30, misbehaves), body, write, client, clock);
  }

  private static void query(URI url, HttpClient client, String promql, Instant now)
      throws InterruptedException {
    String range =
        "/api/v1/query_range?query=%s&start=%d&end=%d&step=15"
            .formatted(
                URLEncoder.encode(promql, UTF_8),
                now.getEpochSecond() - 1800,
                now.getEpochSecond());
    try {
      client.send(HttpRequest.newBuilder(url.resolve(range)).build(), BodyHandlers.discarding());
    } catch (IOException e) {
      log.warn("A query of the training failed query=\"{}\"", promql, e);
    }
  }

  @Override
  public void close() {
    alertmanager.close();
  }

  /** Stands still between steps. */
  private static final class StepClock implements InstantSource {
    private Instant now;

    StepClock(Instant now) {
      this.now = now;
    }

    void step(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
