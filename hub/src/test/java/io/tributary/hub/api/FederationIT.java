package io.tributary.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.sample.StalenessMarker;
import io.tributary.testkit.Peer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we federate, beside a real Prometheus that holds the same samples of just now. */
class FederationIT {
  @TempDir static Path folder;
  private static Peer prometheus;
  private static ApiFixture ours;

  @BeforeAll
  static void fillBoth() throws Exception {
    prometheus = FilledPrometheus.start(folder.resolve("prometheus"), "");
    ours = new ApiFixture(folder.resolve("hub"), InstantSource.system(), List::of, List::of);
    long now = System.currentTimeMillis();
    RequestWriter writer = new RequestWriter();
    // Two that federate and, between them by time, one that is stale and one that is too old.
    add(writer, Labels.of("__name__", "up", "job", "a", "instance", "i:1"), now, 1, 0, 1);
    add(writer, Labels.of("__name__", "up", "job", "b"), now, 0, 1);
    add(writer, Labels.of("__name__", "gone", "job", "b"), now, 1, StalenessMarker.VALUE);
    add(writer, Labels.of("__name__", "old"), now - 600_000, 1, 2);
    add(writer, Labels.of("__name__", "back"), now, 1, StalenessMarker.VALUE, 3);
    add(writer, Labels.of("__name__", "UPPER", "a_first", "1"), now, 1e6, 1234567.5);
    add(writer, Labels.of("__name__", "job:up:sum", "cluster", "c0"), now, 0.00001);
    double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 1e300};
    for (int i = 0; i < odd.length; i++) {
      add(writer, Labels.of("__name__", "odd", "i", "i" + i), now, odd[i]);
    }
    add(writer, Labels.of("__name__", "escaped", "text", "a\"b\\c\nd é"), now, 5);
    add(writer, Labels.of("__name__", "größe.m", "naïve-label", "x", "1st", "y"), now, 6);
    add(writer, Labels.of("__name__", "2nd", "café", "z"), now, 7);
    FilledPrometheus.write(prometheus, writer.toByteArray());
  }

  /** The last value's sample is at {@code lastMs}, the others in steps of 15 s before it. */
  private static void add(RequestWriter writer, Labels labels, long lastMs, double... values) {
    writer.startSeries(labels);
    for (int i = 0; i < values.length; i++) {
      long timestampMs = lastMs - 15_000L * (values.length - 1 - i);
      writer.sample(timestampMs, values[i], 0);
      ours.append(labels, timestampMs, values[i]);
    }
    writer.endSeries();
  }

  @AfterAll
  static void stop() {
    ours.close();
    prometheus.close();
  }

  private static HttpResponse<String> federate(String url, String accept, String... matches)
      throws Exception {
    StringBuilder path = new StringBuilder(url + "/federate?");
    for (String match : matches) {
      path.append("match%5B%5D=").append(ApiFixture.encode(match)).append('&');
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.toString()));
    if (!accept.isEmpty()) {
      request.header("Accept", accept);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static void compare(String accept, String... matches) throws Exception {
    HttpResponse<String> theirs = federate(prometheus.url(), accept, matches);
    HttpResponse<String> mine = federate(ours.url(), accept, matches);

    assertThat(mine.body()).isEqualTo(theirs.body());
    assertThat(mine.statusCode()).isEqualTo(theirs.statusCode());
    assertThat(mine.headers().firstValue("Content-Type"))
        .isEqualTo(theirs.headers().firstValue("Content-Type"));
  }

  @Test
  void samples_areThoseOfPrometheus() throws Exception {
    compare("", "{__name__=~\"up|gone|old|back|UPPER|odd|job:.*\"}");
    assertThat(federate(ours.url(), "", "up").body().lines()).hasSize(3);
  }

  @Test
  void severalSelectors_giveEachSeriesOnce() throws Exception {
    compare("", "up{job=\"b\"}", "odd", "up", "{job=\"a\"}");
  }

  @Test
  void allSeries_mayBeAskedFor() throws Exception {
    compare("", "{__name__=~\".+\"}");
  }

  @Test
  void oddNames_areWrittenAsTheScraperTakesThem() throws Exception {
    compare("", "{\"größe.m\"}", "{\"2nd\"}", "escaped");
    compare("text/plain;version=0.0.4;escaping=allow-utf-8", "{\"größe.m\"}", "{\"2nd\"}");
    compare(
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "application/openmetrics-text;version=0.0.1;q=0.5,"
            + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,*/*;q=0.2",
        "{\"größe.m\"}",
        "{\"2nd\"}",
        "up");
  }

  @Test
  void whatIsNoSelector_isRefusedInTheSameWords() throws Exception {
    compare("", "up{");
    compare("", "sum(up)");
    compare("", "{a=~\"(\"}");
    compare("");
    compare("", "nope");
  }

  /** A Prometheus that federates from us has the samples under their own labels and times. */
  @Test
  void scrapingPrometheus_takesThem() throws Exception {
    try (Peer scraper =
        FilledPrometheus.start(
            folder.resolve("scraper"),
            """
            scrape_configs:
              - job_name: federate
                honor_labels: true
                scrape_interval: 1s
                metrics_path: /federate
                params: {'match[]': ['up', '{"größe.m"}']}
                static_configs: [{targets: ['%s']}]
            """
                .formatted(ours.url().substring("http://".length())))) {
      String path = "/api/v1/series?match%5B%5D=" + ApiFixture.encode("{\"größe.m\"}");
      long deadlineNs = System.nanoTime() + 60_000_000_000L;
      while (!scraper.get(path).contains("naïve-label") && System.nanoTime() < deadlineNs) {
        LockSupport.parkNanos(50_000_000);
      }
      assertThat(scraper.get(path)).contains("naïve-label").contains("\"1st\":\"y\"");
      assertThat(scraper.get("/api/v1/query?query=" + ApiFixture.encode("up{job=\"a\"}")))
          .contains("\"instance\":\"i:1\"")
          .contains("\"1\"]");
    }
  }
}
