package io.tributary.bench.process;

import io.tributary.bench.load.ScrapeRequests;
import io.tributary.bench.load.ScrapeRequests.Version;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The hub's store beside those of Prometheus and VictoriaMetrics: the same samples, by way of the
 * topic or of remote write, into memory and then into a block.
 */
final class StoreBench {
  private static final long STEP_MS = 15_000;
  private static final int SCRAPES = Integer.getInteger("store.scrapes", 40);

  /** What the hub runs with. */
  private static final List<String> FLAGS =
      List.of(System.getProperty("store.flags", "-Xmx512m -XX:+UseSerialGC").split(" "));

  private final Subjects subjects;
  private final List<Labels> series;
  private final Path work;
  private final long firstMs = System.currentTimeMillis() - STEP_MS * SCRAPES;
  private final HttpClient client = HttpClient.newHttpClient();

  StoreBench(Subjects subjects, List<Labels> series, Path work) {
    this.subjects = subjects;
    this.series = series;
    this.work = work;
  }

  void run() throws IOException, InterruptedException {
    System.out.print(
        """

        Store: %d series, %d samples each at 15 s

        | process | CPU-s per million samples, to the head | of writing a block | \
        RSS, bytes a series | live heap, bytes a series | block, bytes a sample |
        |---|---|---|---|---|---|
        """
            .formatted(series.size(), SCRAPES));
    hub();
    prometheus();
    victoriaMetrics();
  }

  private void row(
      Subject subject, double headCpu, double blockCpu, long residentMb, double heap, long disk) {
    double samples = (double) series.size() * SCRAPES;
    System.out.print(
        String.format(
            Locale.ROOT,
            "| %s | %.2f | %.2f | %.0f | %.0f | %.3f |%n",
            subject.name(),
            headCpu / samples * 1e6,
            blockCpu / samples * 1e6,
            (double) (residentMb << 20) / series.size(),
            heap / series.size(),
            disk / samples));
  }

  private void hub() throws IOException, InterruptedException {
    List<String> kafka = new ArrayList<>();
    try (MeasuredProcess broker = subjects.kafka(kafka)) {
      new TopicLoad(series).write(kafka.getFirst(), firstMs, STEP_MS, SCRAPES);
      try (Subject hub = subjects.hub(kafka.getFirst(), FLAGS)) {
        double before = hub.cpuSeconds();
        double brokerBefore = broker.cpuSeconds();
        double seconds = Double.parseDouble(get(hub.write().resolve("/start")));
        double head = hub.cpuSeconds() - before;
        System.out.print(
            String.format(
                Locale.ROOT,
                "(head rebuilt at %.0f samples/s of wall time; %.0f samples per CPU-s of the hub;"
                    + " broker beside: %.2f CPU-s; flags: %s)%n",
                (double) series.size() * SCRAPES / seconds,
                series.size() * SCRAPES / head,
                broker.cpuSeconds() - brokerBefore,
                String.join(" ", FLAGS)));
        long resident = hub.residentMb();
        double heap = Double.parseDouble(get(hub.write().resolve("/heap")));
        Path blocks = work.resolve("hub-blocks");
        before = hub.cpuSeconds();
        get(URI.create(hub.write().resolve("/snapshot") + "?" + blocks));
        row(hub, head, hub.cpuSeconds() - before, resident, heap, bytes(blocks));
      }
    }
  }

  private void prometheus() throws IOException, InterruptedException {
    try (Subject prometheus = subjects.prometheus()) {
      double head = send(prometheus, Version.V2);
      long resident = prometheus.residentMb();
      get(prometheus.write().resolve("/debug/pprof/heap?gc=1"));
      double heap =
          get(prometheus.write().resolve("/metrics"))
              .lines()
              .filter(line -> line.startsWith("go_memstats_heap_alloc_bytes "))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
              .sum();
      double before = prometheus.cpuSeconds();
      String answer = post(prometheus.write().resolve("/api/v1/admin/tsdb/snapshot"));
      String name = answer.replaceAll(".*\"name\":\"([^\"]*)\".*", "$1");
      double block = prometheus.cpuSeconds() - before;
      try (Stream<Path> found = Files.walk(work)) {
        Path snapshot = found.filter(path -> path.endsWith(name)).findFirst().orElseThrow();
        row(prometheus, head, block, resident, heap, bytes(snapshot));
      }
    }
  }

  private void victoriaMetrics() throws IOException, InterruptedException {
    try (Subject victoria = subjects.victoriaMetrics(RuleSet.NONE)) {
      double head = send(victoria, Version.V1);
      long resident = victoria.residentMb();
      double before = victoria.cpuSeconds();
      get(victoria.write().resolve("/internal/force_flush"));
      double block = victoria.cpuSeconds() - before;
      try (Stream<Path> found = Files.list(work)) {
        Path data =
            found
                .filter(path -> path.getFileName().toString().matches("victoria-metrics-\\d+"))
                .findFirst()
                .orElseThrow();
        row(victoria, head, block, resident, Double.NaN, bytes(data));
      }
    }
  }

  private double send(Subject subject, Version version) throws IOException, InterruptedException {
    double before = subject.cpuSeconds();
    try (Sender sender =
        new Sender(subject.write(), version, new ScrapeRequests(version, series))) {
      for (int i = 0; i < SCRAPES; i++) {
        sender.scrape(Duration.ZERO, firstMs + STEP_MS * i);
      }
    }
    return subject.cpuSeconds() - before;
  }

  private String get(URI uri) throws IOException, InterruptedException {
    return ok(HttpRequest.newBuilder(uri).build());
  }

  private String post(URI uri) throws IOException, InterruptedException {
    return ok(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  private String ok(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    if (response.statusCode() != 200) {
      throw new IOException(request.uri() + " answers " + response.statusCode());
    }
    return response.body();
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
