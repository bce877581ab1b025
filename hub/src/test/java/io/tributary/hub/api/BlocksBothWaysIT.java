package io.tributary.hub.api;

import static io.tributary.hub.api.ApiFixture.encode;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.hub.block.BlockMeta;
import io.tributary.hub.head.Appended;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.HistogramWriter;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.schemas.sample.StalenessMarker;
import io.tributary.testkit.Peer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our blocks under a real Prometheus and promtool, and a real Prometheus's blocks under the hub.
 */
class BlocksBothWaysIT {
  private static final long STEP_MS = 30_000;
  private static final long END_MS = System.currentTimeMillis() / 60_000 * 60_000;
  private static final long START_MS = END_MS - Duration.ofHours(16).toMillis();
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(END_MS));
  private static final Labels HISTOGRAM = Labels.of("__name__", "latency", "job", "web");
  private static final List<String> QUERIES =
      List.of(
          "counter",
          "sum by (i) (rate(counter[10m]))",
          "count_over_time(gauge[1h])",
          "stddev_over_time(gauge[30m])",
          "ended",
          "gauge{i!~\"g[0-3]\",odd!=\"\"}",
          "{__name__=~\"coun.*\",i=~\"c.\"} > 100",
          "histogram_count(latency)",
          "histogram_sum(latency)",
          "histogram_quantile(0.9, rate(latency[15m]))",
          "histogram_fraction(0, 3, increase(latency[2h]))",
          "count({__name__=~\".+\"}) by (__name__)");

  /** Samples in a dump, and none in a query: one series ends. */
  private static final int MARKERS = 1;

  @TempDir private Path folder;

  /** Takes the samples of the world, in order of time. */
  private interface Sink {
    void sample(Labels labels, long timestampMs, double value);

    void histogram(long timestampMs, FloatHistogram histogram);
  }

  private static void world(Sink sink) {
    Random random = new Random(3);
    double[] counters = new double[10];
    double[] buckets = new double[8];
    for (long time = START_MS; time < END_MS; time += STEP_MS) {
      for (int i = 0; i < counters.length; i++) {
        counters[i] = random.nextInt(500) == 0 ? 0 : counters[i] + random.nextInt(40);
        sink.sample(Labels.of("__name__", "counter", "i", "c" + i), time, counters[i]);
        Labels gauge = Labels.of("__name__", "gauge", "i", "g" + i, i % 2 == 0 ? "odd" : "é", "ü");
        sink.sample(gauge, time, random.nextGaussian());
      }
      long middle = (START_MS + END_MS) / 2 / STEP_MS * STEP_MS;
      if (time <= middle) {
        boolean last = time + STEP_MS > middle;
        sink.sample(
            Labels.of("__name__", "ended"), time, last ? StalenessMarker.VALUE : random.nextInt());
      }
      if (time >= START_MS + Duration.ofMinutes(50).toMillis() && random.nextInt(400) == 0) {
        buckets = new double[8];
      }
      sink.histogram(time, histogram(buckets, random));
    }
  }

  private static FloatHistogram histogram(double[] buckets, Random random) {
    buckets[random.nextInt(buckets.length)] += 1 + random.nextInt(5);
    double count = 2;
    double sum = 0;
    for (int b = 0; b < buckets.length; b++) {
      count += buckets[b];
      sum += buckets[b] * Math.pow(2, b - 2);
    }
    return FloatHistogram.builder(1)
        .zero(0.001, 2)
        .positive(-2, buckets.clone())
        .count(count)
        .sum(sum)
        .buildObserved(true);
  }

  @Test
  void ourBlocks_areReadByPromtoolAndPrometheus() throws Exception {
    Path copy = folder.resolve("prometheus/data");
    List<BlockMeta> blocks;
    try (ApiFixture ours = new ApiFixture(folder.resolve("hub"), CLOCK, List::of, List::of)) {
      fill(ours);
      ours.store.delete(
          List.of(Matcher.equal("i", "c3")), START_MS, START_MS + Duration.ofHours(1).toMillis());
      boolean more = true;
      while (more) {
        more = ours.store.compact();
      }
      ours.store.delete(
          List.of(Matcher.equal("i", "c4")),
          START_MS + 5_000,
          START_MS + Duration.ofHours(3).toMillis());
      ours.store.snapshot(copy, false);
      Files.createDirectory(copy.resolve("wal")); // Without one promtool dumps nothing.
      blocks = ours.store.blocks();
      assertThat(blocks).anyMatch(block -> block.compaction().level() > 1);
      assertThat(blocks).anyMatch(block -> block.stats().numTombstones() > 0);

      String list = promtool("tsdb", "list", copy.toString());
      for (BlockMeta block : blocks) {
        assertThat(list).contains(block.ulid());
        assertThat(promtool("tsdb", "analyze", copy.toString(), block.ulid()))
            .contains("Total Series: " + block.stats().numSeries());
      }
      assertThat(
              lines(promtool("tsdb", "dump", "--match={__name__!=\"latency\"}", copy.toString())))
          .isEqualTo(count(ours, "{__name__!=\"latency\",__name__!=\"\"}") + MARKERS);
      // It passes over two histograms of a series, looking for floats and float histograms first.
      assertThat(lines(promtool("tsdb", "dump", "--match=latency", copy.toString())))
          .isEqualTo(count(ours, "latency") - 2);

      try (Peer prometheus = prometheus(folder.resolve("prometheus"))) {
        assertSameAnswers(prometheus, ours);
      }
    }
  }

  @Test
  void blocksOfPrometheus_areReadByTheHub() throws Exception {
    Path home = folder.resolve("theirs");
    try (Peer prometheus = prometheus(home)) {
      write(prometheus);
      post(prometheus, "/api/v1/admin/tsdb/snapshot");
      Path first = snapshot(home);
      Path served = folder.resolve("served");
      Files.createDirectories(served);
      Files.move(first, served.resolve("data"));
      try (Peer second = prometheus(served)) {
        post(
            second,
            "/api/v1/admin/tsdb/delete_series?match[]=%s&start=%d&end=%d"
                .formatted(encode("{i=\"c4\"}"), START_MS / 1000, START_MS / 1000 + 7200)
                .replace("[]", "%5B%5D"));
        post(second, "/api/v1/admin/tsdb/snapshot");
        try (ApiFixture ours = new ApiFixture(snapshot(served), CLOCK, List::of, List::of)) {
          assertThat(ours.store.blocks()).isNotEmpty();
          assertThat(ours.store.blocks()).anyMatch(block -> block.stats().numTombstones() > 0);
          assertThat(ours.store.corruptBlocks()).isZero();
          assertSameAnswers(second, ours);
          ours.store.cleanTombstones();
          assertSameAnswers(second, ours);
        }
      }
    }
  }

  private static void fill(ApiFixture ours) {
    world(
        new Sink() {
          @Override
          public void sample(Labels labels, long timestampMs, double value) {
            ours.append(labels, timestampMs, value);
          }

          @Override
          public void histogram(long timestampMs, FloatHistogram histogram) {
            Appended appended =
                ours.store
                    .appender()
                    .append(Fingerprint.of(HISTOGRAM), () -> HISTOGRAM, timestampMs, histogram);
            assertThat(appended).isEqualTo(Appended.IN_ORDER);
            cut(ours, timestampMs);
          }
        });
  }

  private static void cut(ApiFixture ours, long timestampMs) {
    if ((timestampMs - START_MS) % Duration.ofMinutes(10).toMillis() == 0) {
      try {
        ours.store.cut(Map.of(), Long.MAX_VALUE);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void write(Peer prometheus) throws IOException {
    RequestWriter writer = new RequestWriter();
    HistogramWriter histograms = new HistogramWriter();
    int[] rows = {0};
    world(
        new Sink() {
          @Override
          public void sample(Labels labels, long timestampMs, double value) {
            writer.startSeries(labels);
            writer.sample(timestampMs, value, 0);
            writer.endSeries();
          }

          @Override
          public void histogram(long timestampMs, FloatHistogram histogram) {
            byte[] bytes = histograms.write(histogram, timestampMs, 0);
            writer.startSeries(HISTOGRAM);
            writer.histogram(bytes, 0, bytes.length);
            writer.endSeries();
            if (++rows[0] % 100 == 0 || timestampMs + STEP_MS >= END_MS) {
              send(prometheus, writer.toByteArray());
              writer.reset();
            }
          }
        });
  }

  private static void send(Peer prometheus, byte[] request) {
    HttpResponse<String> answer =
        call(
            HttpRequest.newBuilder(URI.create(prometheus.url() + "/api/v1/write"))
                .header("Content-Encoding", "snappy")
                .header(
                    "Content-Type", "application/x-protobuf;proto=io.prometheus.write.v2.Request")
                .POST(HttpRequest.BodyPublishers.ofByteArray(SnappyBlock.encode(request))));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  private static void post(Peer prometheus, String path) {
    HttpResponse<String> answer =
        call(
            HttpRequest.newBuilder(URI.create(prometheus.url() + path))
                .POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(200, 204);
  }

  private static HttpResponse<String> call(HttpRequest.Builder request) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path snapshot(Path home) throws IOException {
    try (Stream<Path> snapshots = Files.list(home.resolve("data/snapshots"))) {
      return snapshots.sorted().toList().getLast();
    }
  }

  private static Peer prometheus(Path home) throws IOException {
    return FilledPrometheus.start(
        home, "", "--web.enable-admin-api", "--enable-feature=native-histograms");
  }

  private static void assertSameAnswers(Peer prometheus, ApiFixture ours) throws IOException {
    List<String> differences = new ArrayList<>();
    for (String query : QUERIES) {
      String path =
          "/api/v1/query_range?start=%d&end=%d&step=173&query=%s"
              .formatted(START_MS / 1000, END_MS / 1000, encode(query));
      String theirs = prometheus.get(path);
      String mine = ours.get(path).body();
      assertThat(theirs).as(query).contains("\"status\":\"success\"");
      if (!AnswerTree.same(theirs, mine)) {
        differences.add(query + "\n theirs " + shortened(theirs) + "\n ours " + shortened(mine));
      }
    }
    assertThat(differences).isEmpty();
    assertThat(prometheus.get("/api/v1/query?query=count(counter)&time=" + END_MS / 1000))
        .contains("\"10\"");
  }

  private static String shortened(String body) {
    return body.length() < 600 ? body : body.substring(0, 600) + "...";
  }

  private static long count(ApiFixture ours, String selector) {
    String path =
        "/api/v1/query?time=%d&query=%s"
            .formatted(END_MS / 1000, encode("sum(count_over_time(" + selector + "[17h]))"));
    String body = ours.get(path).body();
    return Long.parseLong(body.replaceAll(".*,\"(\\d+)\"\\].*", "$1"));
  }

  private static long lines(String dump) {
    return dump.lines().filter(line -> line.startsWith("{")).count();
  }

  private String promtool(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("peers.dir"), "promtool").toString());
    command.addAll(List.of(arguments));
    Path output = folder.resolve("promtool.out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = process.onExit().join().exitValue();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(code).as(said).isZero();
    return said;
  }
}
