package io.tributary.bench.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.bench.load.ScrapeRequests;
import io.tributary.bench.load.ScrapeRequests.Version;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.remotewrite.SnappyBlock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long it takes from the arrival of a sample to the alert at an Alertmanager's door: probes, at
 * moments of no pattern, each a series of its own that makes an alert in a group every second and
 * in one every half second, beside the live load and its rules.
 */
final class LatencyBench {
  private static final int PROBES = 300;
  private static final Duration WARM_UP = Duration.ofSeconds(45);
  private static final Duration LAST = Duration.ofSeconds(10);
  private static final int MAX_PAUSE_MS = 400;
  private static final List<String> INTERVALS = List.of("1s", "500ms");
  private static final String PROBE_RULES =
      """
      groups:
      - name: probe-1s
        interval: 1s
        rules:
        - alert: Probe
          expr: probe == 1
          labels: {every: 1s}
      - name: probe-500ms
        interval: 500ms
        rules:
        - alert: Probe
          expr: probe == 1
          labels: {every: 500ms}
      """;

  private final Subjects subjects;
  private final List<Labels> series;
  private final Duration interval;
  private final Path work;

  LatencyBench(Subjects subjects, List<Labels> series, Duration interval, Path work) {
    this.subjects = subjects;
    this.series = series;
    this.interval = interval;
    this.work = work;
  }

  void run() throws IOException, InterruptedException {
    Path rules = Files.writeString(work.resolve("probe.yml"), PROBE_RULES);
    System.out.printf(
        Locale.ROOT,
        "%nFrom a sample's arrival to its alert at the Alertmanager's door: %d series each %d s,"
            + " %d probes%n%-26s %8s %8s %8s %8s%n",
        series.size(),
        interval.toSeconds(),
        PROBES,
        "ms",
        "p50",
        "p90",
        "p99",
        "max");
    for (boolean tributary : List.of(true, false)) {
      try (Door door = new Door();
          Subject subject =
              tributary
                  ? subjects.tributaryAlerting(rules, door.address())
                  : subjects.prometheusAlerting(rules, door.address())) {
        Map<String, Long> sentNs = probe(subject);
        for (String every : INTERVALS) {
          print(subject.name() + ", each " + every, door.tookMs(sentNs, every));
        }
      }
    }
  }

  /** Returns when each probe was sent. */
  private Map<String, Long> probe(Subject subject) throws IOException, InterruptedException {
    ScrapeRequests requests = new ScrapeRequests(Version.V2, series);
    Map<String, Long> sentNs = new HashMap<>();
    try (Sender load = new Sender(subject.write(), Version.V2, requests);
        LiveLoad live = new LiveLoad(load, interval);
        Sender probes = new Sender(subject.write(), Version.V2, requests)) {
      live.start();
      Thread.sleep(WARM_UP);
      Random random = new Random(5);
      for (int i = 0; i < PROBES; i++) {
        Thread.sleep(Duration.ofMillis(random.nextInt(MAX_PAUSE_MS)));
        String name = "p" + i;
        byte[] body = probe(name);
        sentNs.put(name, System.nanoTime());
        probes.send(body);
      }
      Thread.sleep(LAST);
    }
    return sentNs;
  }

  private static byte[] probe(String name) {
    Labels labels = Labels.of(Map.of("__name__", "probe", "cluster", "c0", "probe", name));
    RequestWriter writer = new RequestWriter();
    writer.startSeries(Fingerprint.of(labels), labels);
    writer.sample(System.currentTimeMillis(), 1.0, 0); // an int would be the bits of a value
    writer.endSeries();
    return SnappyBlock.encode(writer.toByteArray());
  }

  private static void print(String name, List<Double> sortedMs) {
    System.out.printf(
        Locale.ROOT,
        "%-26s %8.0f %8.0f %8.0f %8.0f%n",
        name,
        at(sortedMs, 0.5),
        at(sortedMs, 0.9),
        at(sortedMs, 0.99),
        at(sortedMs, 1));
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get(Math.min(sorted.size() - 1, (int) (share * sorted.size())));
  }

  /** Scrapes without end, on a thread of its own, until it is closed. */
  private static final class LiveLoad implements AutoCloseable {
    private final Sender sender;
    private final Duration interval;
    private final Thread thread = Thread.ofPlatform().daemon(true).unstarted(this::scrape);
    private volatile boolean stopping;

    LiveLoad(Sender sender, Duration interval) {
      this.sender = sender;
      this.interval = interval;
    }

    void start() {
      thread.start();
    }

    private void scrape() {
      try {
        while (!stopping) {
          sender.scrape(interval);
        }
      } catch (IOException | InterruptedException e) {
        System.out.println("the live load ended: " + e);
      }
    }

    @Override
    public void close() {
      stopping = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What stands for an Alertmanager: notes when each probe's alert first comes. */
  private static final class Door implements AutoCloseable {
    /** The labels of a probe's alert, which come in order. */
    private static final Pattern ALERT =
        Pattern.compile("\"every\":\"([0-9a-z]+)\",\"probe\":\"(p[0-9]+)\"");

    private final HttpServer server;
    private final Map<String, Long> arrivedNs = new ConcurrentHashMap<>();

    Door() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::take);
      server.start();
    }

    String address() {
      return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** How long probes took to make an alert of the group with this interval, in order. */
    List<Double> tookMs(Map<String, Long> sentNs, String every) {
      List<Double> tookMs = new ArrayList<>();
      sentNs.forEach(
          (probe, sent) -> {
            Long arrived = arrivedNs.get(every + probe);
            if (arrived != null) {
              tookMs.add((arrived - sent) / 1e6);
            }
          });
      if (tookMs.size() < sentNs.size()) {
        System.out.printf(
            Locale.ROOT,
            "%d of %d probes gave no alert%n",
            sentNs.size() - tookMs.size(),
            sentNs.size());
      }
      tookMs.sort(Double::compare);
      return tookMs;
    }

    private void take(HttpExchange exchange) throws IOException {
      long nowNs = System.nanoTime();
      String alerts = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      for (Matcher alert = ALERT.matcher(alerts); alert.find(); ) {
        arrivedNs.putIfAbsent(alert.group(1) + alert.group(2), nowNs);
      }
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
