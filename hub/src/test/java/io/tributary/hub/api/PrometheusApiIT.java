package io.tributary.hub.api;

import static io.tributary.hub.api.ApiFixture.encode;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same requests to us and to a real Prometheus that holds the same samples. */
class PrometheusApiIT {
  /** An hour before now, on a whole minute. */
  private static final long START_MS = (System.currentTimeMillis() - 3_600_000) / 60_000 * 60_000;

  private static final int SAMPLES = 120;
  private static final long START = START_MS / 1000;
  private static final long END = START + 15L * (SAMPLES - 1);

  @TempDir static Path folder;
  private static Peer prometheus;
  private static ApiFixture ours;
  private static final List<String> DIFFERENCES = new ArrayList<>();

  @BeforeAll
  static void fillBoth() throws Exception {
    prometheus = FilledPrometheus.start(folder.resolve("prometheus"), "");
    ours =
        new ApiFixture(
            folder.resolve("hub"),
            InstantSource.fixed(Instant.ofEpochSecond(END)),
            List::of,
            List::of);
    RequestWriter writer = new RequestWriter();
    Random random = new Random(7);
    for (int cluster = 0; cluster < 2; cluster++) {
      for (int pod = 0; pod < 6; pod++) {
        String[] where = {"cluster", "c" + cluster, "pod", "pod-" + pod, "ns", "n" + pod % 2};
        add(writer, random, Kind.COUNTER, labels("container_cpu_usage_seconds_total", where));
        add(writer, random, Kind.GAUGE, labels("container_memory_working_set_bytes", where));
        add(writer, random, Kind.ONE, labels("kube_pod_info", where));
        for (String le : new String[] {"0.1", "0.5", "1", "+Inf"}) {
          add(
              writer,
              random,
              Kind.COUNTER,
              labels("request_seconds_bucket", where).toBuilder().set("le", le).build());
        }
      }
    }
    add(writer, random, Kind.STALE, Labels.of("__name__", "ended", "cluster", "c0"));
    add(writer, random, Kind.ODD, Labels.of("__name__", "odd", "cluster", "c0", "é", "ü\"\\\n"));
    FilledPrometheus.write(prometheus, writer.toByteArray());
  }

  private enum Kind {
    COUNTER,
    GAUGE,
    ONE,
    STALE,
    ODD
  }

  private static Labels labels(String name, String... where) {
    return Labels.of(where).toBuilder().set("__name__", name).build();
  }

  private static void add(RequestWriter writer, Random random, Kind kind, Labels labels) {
    writer.startSeries(labels);
    double counter = 0;
    double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, -1e-9, 1e21, 123456789.125, -0.0, 1e300};
    for (int i = 0; i < SAMPLES; i++) {
      counter = i == 70 ? 0 : counter + random.nextInt(1000) / 8.0;
      double value =
          switch (kind) {
            case COUNTER -> counter;
            case GAUGE -> random.nextInt(1 << 20) * 4096.0;
            case ONE -> 1;
            case STALE -> i == 60 ? StalenessMarker.VALUE : i;
            case ODD -> odd[i % odd.length];
          };
      if (kind == Kind.STALE && i > 60) {
        break;
      }
      long timestampMs = START_MS + 15_000L * i;
      writer.sample(timestampMs, value, 0);
      ours.append(labels, timestampMs, value);
    }
    writer.endSeries();
  }

  @AfterAll
  static void stop() {
    ours.close();
    prometheus.close();
  }

  private static void compare(String path) throws Exception {
    HttpResponse<String> theirs = prometheus.send(path);
    HttpResponse<String> mine = ours.get(path);
    boolean same =
        theirs.statusCode() == mine.statusCode()
            && theirs
                .headers()
                .firstValue("Content-Type")
                .equals(mine.headers().firstValue("Content-Type"))
            && AnswerTree.same(theirs.body(), mine.body());
    if (!same) {
      DIFFERENCES.add(
          "%s%n  theirs %d %s%n  ours   %d %s"
              .formatted(
                  path,
                  theirs.statusCode(),
                  shortened(theirs.body()),
                  mine.statusCode(),
                  shortened(mine.body())));
    }
  }

  private static String shortened(String body) {
    return body.length() < 700 ? body : body.substring(0, 700) + "...";
  }

  @Test
  void answers_areThoseOfPrometheus() throws Exception {
    DIFFERENCES.clear();
    for (String query :
        List.of(
            "sum(rate(container_cpu_usage_seconds_total[5m])) by (cluster)",
            "sum(container_memory_working_set_bytes) by (cluster)",
            "count(kube_pod_info) by (cluster)",
            "count({__name__=~\".+\"}) by (__name__)",
            "topk(3, container_memory_working_set_bytes)",
            "histogram_quantile(0.9, sum by (le) (rate(request_seconds_bucket[5m])))",
            "container_memory_working_set_bytes{pod=~\"pod-[12]\",cluster!=\"c1\"} / 1024",
            "kube_pod_info * on (cluster, pod) group_left container_memory_working_set_bytes",
            "absent(nope{a=\"b\"})",
            "odd",
            "-odd",
            "odd[2m]",
            "ended",
            "max_over_time(container_memory_working_set_bytes[10m:1m])",
            "label_replace(kube_pod_info, \"x\", \"$1\", \"pod\", \"pod-(.*)\")",
            "kube_pod_info offset 30m",
            "time()",
            "\"text\"",
            "scalar(kube_pod_info)",
            "sort_desc(sum by (pod) (kube_pod_info))",
            "avg(container_cpu_usage_seconds_total) without (pod)",
            "stddev by (cluster) (container_memory_working_set_bytes)",
            "sum(",
            "foo bar",
            "rate(kube_pod_info)",
            "1 +",
            "{}",
            "label_replace(kube_pod_info, \"x\", \"\", \"pod\", \"(\")",
            "quantile(2, kube_pod_info)")) {
      for (long time : new long[] {END, START + 7, START + 15 * 65}) {
        compare("/api/v1/query?time=" + time + "&query=" + encode(query));
      }
      if (query.startsWith("sort")) {
        continue; // That it does nothing in a range query is told by newer versions only.
      }
      compare(
          "/api/v1/query_range?start=%d&end=%d&step=60&query=%s"
              .formatted(START, END, encode(query)));
    }
    assertThat(DIFFERENCES).isEmpty();
  }

  @Test
  void parameters_areTreatedAsByPrometheus() throws Exception {
    DIFFERENCES.clear();
    String up = "query=kube_pod_info";
    for (String path :
        List.of(
            "query?" + up + "&time=x",
            "query?" + up + "&time=" + END + "&timeout=x",
            "query?" + up + "&time=" + END + "&limit=-1",
            "query?" + up + "&time=" + END + "&limit=x",
            "query?" + up + "&time=" + END + "&lookback_delta=1s",
            "query?" + up + "&time=" + END + "&lookback_delta=x",
            "query?" + up + "&time=" + Instant.ofEpochSecond(END),
            "query_range?" + up,
            "query_range?" + up + "&start=1",
            "query_range?" + up + "&start=1&end=2",
            "query_range?" + up + "&start=2&end=1&step=1",
            "query_range?" + up + "&start=1&end=2&step=-1",
            "query_range?" + up + "&start=1&end=2&step=0",
            "query_range?" + up + "&start=1&end=20000&step=1",
            "query_range?" + up + "&start=" + START + "&end=" + END + "&step=1m&limit=1",
            "series",
            "series?match[]=kube_pod_info",
            "series?match[]=kube_pod_info{cluster=\"c0\"}&match[]=odd",
            "series?match[]={a=~\".*\"}",
            "series?match[]=(",
            "series?match[]=kube_pod_info&start=1&end=2",
            "labels",
            "labels?match[]=odd",
            "labels?limit=1",
            "label/cluster/values",
            "label/__name__/values",
            "label/nope/values",
            "label/pod/values?match[]=kube_pod_info{ns=\"n0\"}",
            "label/pod/values?limit=2",
            "metadata?limit=x",
            "format_query?query=" + "sum(rate(x[5m]))by(a)",
            "format_query?query=sum(",
            "rules",
            "rules?type=x",
            "alerts",
            "query_exemplars?query=odd&start=1&end=2",
            "query_exemplars?query=odd&start=2&end=1",
            "query_exemplars?query=(",
            "parse_query?query=sum(",
            "parse_query?query=a{b=~\"x\",c!=\"d\"} offset -5m @ 12.5".replace(" ", "%20"),
            "parse_query?query=sum%20by(b)(rate(x[5m:1m]offset%201m@start()))",
            "parse_query?query=topk(3,-x)",
            "parse_query?query=a*on(b)group_left(c)d",
            "parse_query?query=a%20and%20ignoring(z)b%20or%20vector(1)",
            "parse_query?query=label_join(x,\"a\",\"b\",\"c\")",
            "parse_query?query=round((x))-1e30",
            "parse_query?query=1==bool%20NaN",
            "parse_query?query=quantile%20without()(.5,x[5m])",
            "rules?group_limit=x",
            "rules?group_limit=0",
            "rules?group_limit=3",
            "rules?group_next_token=a",
            "rules?exclude_alerts=x",
            "status/tsdb?limit=0",
            "status/tsdb?limit=x",
            "notifications",
            "targets/metadata",
            "label/U__a_2e_b/values",
            "nope",
            "targets?state=x",
            "targets?state=dropped",
            "status/walreplay")) {
      compare(
          "/api/v1/"
              + path.replace("[", "%5B")
                  .replace("]", "%5D")
                  .replace("{", "%7B")
                  .replace("}", "%7D")
                  .replace("\"", "%22"));
    }
    assertThat(DIFFERENCES).isEmpty();
  }

  @Test
  void methods_areThoseOfPrometheus() throws Exception {
    for (String method : List.of("HEAD", "OPTIONS", "PUT", "DELETE", "POST")) {
      for (String path : List.of("query?query=1", "targets", "label/a/values", "read", "nope")) {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(URI.create(prometheus.url() + "/api/v1/" + path));
        HttpResponse<String> theirs = send(request, method);
        HttpResponse<String> mine = send(ours.request("/api/v1/" + path), method);
        assertThat(mine.statusCode()).as(method + " " + path).isEqualTo(theirs.statusCode());
        for (String header :
            List.of("Allow", "Vary", "Access-Control-Allow-Origin", "X-Content-Type-Options")) {
          assertThat(mine.headers().firstValue(header))
              .as(header + " of " + method + " " + path)
              .isEqualTo(theirs.headers().firstValue(header));
        }
      }
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String method)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          request
              .header("Origin", "http://grafana")
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  /** A Prometheus without samples of its own evaluates over what it reads from us. */
  @Test
  void remoteRead_feedsAnotherPrometheus() throws Exception {
    try (Peer reader =
        FilledPrometheus.start(
            folder.resolve("reader"),
            "remote_read: [{url: '" + ours.url() + "/api/v1/read', read_recent: true}]\n")) {
      for (String query :
          List.of(
              "sum by (cluster) (rate(container_cpu_usage_seconds_total[5m]))",
              "odd",
              "ended",
              "count({__name__=~\".+\",pod!~\"pod-[12]\"}) by (__name__)")) {
        String path =
            "/api/v1/query_range?start=%d&end=%d&step=60&query=%s"
                .formatted(START, END, encode(query));
        assertThat(AnswerTree.same(prometheus.get(path), reader.get(path))).as(query).isTrue();
      }
    }
  }
}
