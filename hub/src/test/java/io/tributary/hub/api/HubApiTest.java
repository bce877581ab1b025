package io.tributary.hub.api;

import static io.tributary.hub.api.ApiFixture.encode;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubApiTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_100);
  private static final long START_MS = 1_700_000_000_000L;

  @TempDir private Path folder;
  private ApiFixture api;

  @BeforeEach
  void start() throws IOException {
    api = new ApiFixture(folder, InstantSource.fixed(NOW), HubApiTest::rules, HubApiTest::targets);
    for (int i = 0; i < 7; i++) {
      api.append(Labels.of("__name__", "up", "job", "a"), START_MS + 15_000L * i, 1);
      api.append(Labels.of("__name__", "up", "job", "b"), START_MS + 15_000L * i, i % 2);
      api.append(Labels.of("__name__", "requests_total"), START_MS + 15_000L * i, 1.5 * i);
    }
    api.append(Labels.of("__name__", "odd", "of", "nan"), START_MS, Double.NaN);
    api.append(Labels.of("__name__", "odd", "of", "inf"), START_MS, Double.NEGATIVE_INFINITY);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static List<RuleCatalog.Group> rules() {
    RuleCatalog.Health health =
        new RuleCatalog.Health(
            "ok", "", Duration.ofMillis(2), Instant.ofEpochSecond(1_700_000_000));
    RuleCatalog.Alert alert =
        new RuleCatalog.Alert(
            Labels.of("alertname", "Down", "job", "b"),
            Map.of("summary", "s"),
            true,
            Instant.ofEpochSecond(1_700_000_000),
            null,
            0);
    return List.of(
        new RuleCatalog.Group(
            "g",
            "rules.yml",
            Duration.ofSeconds(15),
            0,
            List.of(
                new RuleCatalog.Recording("job:up:sum", "sum by (job) (up)", Labels.EMPTY, health),
                new RuleCatalog.Alerting(
                    "Down",
                    "up == 0",
                    Duration.ofMinutes(5),
                    Duration.ZERO,
                    Labels.of("severity", "page"),
                    Map.of("summary", "s"),
                    List.of(alert),
                    health)),
            Duration.ofMillis(3),
            Instant.ofEpochSecond(1_700_000_000)));
  }

  private static List<TargetCatalog.Target> targets() {
    return List.of(
        new TargetCatalog.Target(
            Labels.of("cluster", "eu"), Instant.ofEpochSecond(1_700_000_090), 10.5, true, ""));
  }

  private void assertAnswers(String path, String data) {
    HttpResponse<String> answer = api.get(path);
    assertThat(answer.body()).isEqualTo("{\"status\":\"success\",\"data\":" + data + "}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  private void assertFails(String path, int status, String type, String message) {
    HttpResponse<String> answer = api.get(path);
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\""
                + type
                + "\",\"error\":\""
                + message.replace("\"", "\\\"")
                + "\"}");
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void query_givesAVectorAtNow() {
    assertAnswers(
        "/api/v1/query?query=up",
        """
        {"resultType":"vector","result":[\
        {"metric":{"__name__":"up","job":"a"},"value":[1700000100,"1"]},\
        {"metric":{"__name__":"up","job":"b"},"value":[1700000100,"0"]}]}\
        """);
  }

  @Test
  void query_givesScalarsAndTextsAndRanges() {
    assertAnswers(
        "/api/v1/query?time=1700000000.5&query=1.25e-7",
        "{\"resultType\":\"scalar\",\"result\":[1700000000.500,\"1.25e-07\"]}");
    assertAnswers(
        "/api/v1/query?time=2023-11-14T22:13:20Z&query=" + encode("\"x\""),
        "{\"resultType\":\"string\",\"result\":[1700000000,\"x\"]}");
    assertAnswers(
        "/api/v1/query?time=1700000020&query=" + encode("requests_total[20s]"),
        """
        {"resultType":"matrix","result":[{"metric":{"__name__":"requests_total"},\
        "values":[[1700000015,"1.5"]]}]}\
        """);
  }

  @Test
  void query_writesNumbersAsPrometheusDoes() {
    assertAnswers(
        "/api/v1/query?time=1700000000&query=odd",
        """
        {"resultType":"vector","result":[\
        {"metric":{"__name__":"odd","of":"inf"},"value":[1700000000,"-Inf"]},\
        {"metric":{"__name__":"odd","of":"nan"},"value":[1700000000,"NaN"]}]}\
        """);
  }

  @Test
  void query_takesAForm() {
    HttpResponse<String> answer =
        api.send(
            api.request("/api/v1/query")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("query=1%2B1&time=5")));
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[5,\"2\"]}}");
  }

  @Test
  void query_truncatesAndWarns() {
    assertThat(api.get("/api/v1/query?query=up&limit=1").body())
        .endsWith("},\"warnings\":[\"results truncated due to limit\"]}")
        .contains("\"a\"")
        .doesNotContain("\"b\"");
  }

  @Test
  void query_namesWhatIsWrong() {
    assertFails(
        "/api/v1/query?query=" + encode("up{"),
        400,
        "bad_data",
        "invalid parameter \"query\": 1:4: parse error: unexpected end of input inside braces");
    assertFails(
        "/api/v1/query?query=up&time=noon",
        400,
        "bad_data",
        "invalid parameter \"time\": invalid time value for 'time': cannot parse \"noon\" to a"
            + " valid timestamp");
    assertThat(
            api.get("/api/v1/query?query=" + encode("label_replace(up,\"a\",\"b\",\"c\",\"(\")")))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(422));
  }

  @Test
  void queryRange_givesAMatrix() {
    assertAnswers(
        "/api/v1/query_range?query=requests_total&start=1700000000&end=1700000030&step=15",
        """
        {"resultType":"matrix","result":[{"metric":{"__name__":"requests_total"},\
        "values":[[1700000000,"0"],[1700000015,"1.5"],[1700000030,"3"]]}]}\
        """);
  }

  @Test
  void queryRange_checksItsParameters() {
    String range = "/api/v1/query_range?query=up&";
    assertFails(
        range + "end=1&step=1",
        400,
        "bad_data",
        "invalid parameter \"start\": cannot parse \"\" to a valid timestamp");
    assertFails(
        range + "start=2&end=1&step=1",
        400,
        "bad_data",
        "invalid parameter \"end\": end timestamp must not be before start time");
    assertFails(
        range + "start=1&end=2&step=0",
        400,
        "bad_data",
        "invalid parameter \"step\": zero or negative query resolution step widths are not"
            + " accepted. Try a positive integer");
    assertFails(
        range + "start=0&end=11001&step=1",
        400,
        "bad_data",
        "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query"
            + " resolution (?step=XX)");
  }

  @Test
  void series_areFoundBySelectors() {
    String selectors = "match[]=" + encode("up{job=\"a\"}") + "&match[]=requests_total";
    assertAnswers(
        "/api/v1/series?" + selectors.replace("[]", "%5B%5D"),
        "[{\"__name__\":\"requests_total\"},{\"__name__\":\"up\",\"job\":\"a\"}]");
    assertFails("/api/v1/series", 400, "bad_data", "no match[] parameter provided");
    assertFails(
        "/api/v1/series?match%5B%5D=" + encode("{job=~\".*\"}"),
        400,
        "bad_data",
        "invalid parameter \"match[]\": match[] must contain at least one non-empty matcher");
  }

  @Test
  void labels_areListed() {
    assertAnswers("/api/v1/labels", "[\"__name__\",\"job\",\"of\"]");
    assertAnswers("/api/v1/labels?match%5B%5D=up", "[\"__name__\",\"job\"]");
    assertAnswers("/api/v1/label/job/values", "[\"a\",\"b\"]");
    assertAnswers("/api/v1/label/nope/values", "[]");
    assertAnswers("/api/v1/label/job/values?match%5B%5D=" + encode("up{job!=\"a\"}"), "[\"b\"]");
    assertThat(api.get("/api/v1/labels?limit=2").body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":[\"__name__\",\"job\"],"
                + "\"warnings\":[\"results truncated due to limit\"]}");
  }

  @Test
  void metadata_isListedByFamily() {
    assertAnswers(
        "/api/v1/metadata?limit_per_metric=1",
        """
        {"requests_total":[{"type":"counter","help":"Requests.","unit":""}],\
        "up":[{"type":"gauge","help":"","unit":""}]}\
        """);
    assertAnswers(
        "/api/v1/metadata?metric=up",
        "{\"up\":[{\"type\":\"gauge\",\"help\":\"\",\"unit\":\"\"}]}");
  }

  @Test
  void rulesAndAlerts_showTheState() {
    String alert =
        """
        {"labels":{"alertname":"Down","job":"b"},"annotations":{"summary":"s"},"state":"firing",\
        "activeAt":"2023-11-14T22:13:20Z","value":"0e+00"}\
        """;
    assertAnswers("/api/v1/alerts", "{\"alerts\":[" + alert + "]}");
    assertAnswers(
        "/api/v1/rules?type=alert",
        """
        {"groups":[{"name":"g","file":"rules.yml","rules":[{"state":"firing","name":"Down",\
        "query":"up == 0","duration":300,"keepFiringFor":0,"labels":{"severity":"page"},\
        "annotations":{"summary":"s"},"alerts":[\
        """
            + alert
            + """
            ],"health":"ok","evaluationTime":0.002,"lastEvaluation":"2023-11-14T22:13:20Z",\
            "type":"alerting"}],"interval":15,"limit":0,"evaluationTime":0.003,\
            "lastEvaluation":"2023-11-14T22:13:20Z"}]}\
            """);
    assertThat(api.get("/api/v1/rules?type=record").body())
        .contains("job:up:sum")
        .doesNotContain("Down");
    assertAnswers("/api/v1/rules?rule_name%5B%5D=nope", "{\"groups\":[]}");
  }

  @Test
  void targets_areClusters() {
    assertThat(api.get("/api/v1/targets").body())
        .contains("\"labels\":{\"cluster\":\"eu\"}")
        .contains("\"lastScrape\":\"2023-11-14T22:14:50Z\"")
        .contains("\"health\":\"up\"")
        .contains("\"droppedTargets\":[]");
    assertAnswers(
        "/api/v1/alertmanagers",
        "{\"activeAlertmanagers\":[{\"url\":\"http://am:9093/api/v2/alerts\"}],"
            + "\"droppedAlertmanagers\":[]}");
  }

  @Test
  void status_showsTheProcess() {
    assertAnswers("/api/v1/status/config", "{\"yaml\":\"a: b\\n\"}");
    assertAnswers("/api/v1/status/flags", "{\"listen\":\":9090\"}");
    assertThat(api.get("/api/v1/status/buildinfo").body()).contains("\"version\":\"3.5.0\"");
    assertThat(api.get("/api/v1/status/runtimeinfo").body())
        .contains("\"storageRetention\":\"30d\"");
    assertThat(api.get("/api/v1/status/tsdb").body())
        .contains("\"numSeries\":5")
        .contains("\"seriesCountByMetricName\":[{\"name\":\"odd\",\"value\":2},");
  }

  @Test
  void formatQuery_prettifies() {
    assertAnswers(
        "/api/v1/format_query?query=" + encode("sum   by(job)(up)"), "\"sum by (job) (up)\"");
  }

  @Test
  void federate_givesTheLatestSamples() {
    HttpResponse<String> answer =
        api.get("/federate?match%5B%5D=" + encode("{__name__=~\"up|requests_total\"}"));
    assertThat(answer.body())
        .isEqualTo(
            """
            # TYPE requests_total untyped
            requests_total{instance=""} 9 1700000090000
            # TYPE up untyped
            up{job="a",instance=""} 1 1700000090000
            up{job="b",instance=""} 0 1700000090000
            """);
  }

  @Test
  void answers_areCompressedWhereAsked() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          client.send(
              api.request("/api/v1/labels").header("Accept-Encoding", "gzip").build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
      byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
      assertThat(new String(plain, StandardCharsets.UTF_8)).contains("\"job\"");
    }
  }

  @Test
  void otherOrigins_mayAsk() {
    HttpResponse<String> answer =
        api.send(
            api.request("/api/v1/query")
                .header("Origin", "http://grafana")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("http://grafana");
  }

  @Test
  void exemplars_areGivenBySeries() {
    api.exemplars.put(
        Labels.of("__name__", "latency_bucket"),
        List.of(new ExemplarCatalog.Exemplar(Labels.of("trace_id", "x"), START_MS + 100, 0.25)));
    assertAnswers(
        "/api/v1/query_exemplars?query=latency_bucket&start=1700000000&end=1700000100",
        """
        [{"seriesLabels":{"__name__":"latency_bucket"},"exemplars":[\
        {"labels":{"trace_id":"x"},"value":"0.25","timestamp":1700000000.100}]}]\
        """);
    assertAnswers("/api/v1/query_exemplars?query=1", "[]");
    assertFails(
        "/api/v1/query_exemplars?query=up&start=2&end=1",
        400,
        "bad_data",
        "end timestamp must not be before start timestamp");
  }

  @Test
  void requests_areRefusedUntilTheHeadIsRebuilt() {
    api.whyNot = "reads the log";
    assertFails("/api/v1/query?query=up", 503, "unavailable", "reads the log");
  }

  @Test
  void rebuildingOfTheHead_isShownMeanwhile() {
    api.whyNot = "reads the log";
    api.replay = new ReplayProgress(3, 10);
    assertAnswers("/api/v1/status/walreplay", "{\"min\":0,\"max\":10,\"current\":3}");
    assertAnswers("/api/v1/notifications", "[{\"text\":\"reads the log\",\"active\":true}]");
  }

  @Test
  void unknownPathsAndMethods_areRefusedInPlainText() {
    assertThat(api.get("/api/v1/nope"))
        .satisfies(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(404);
              assertThat(answer.body()).isEqualTo("404 page not found\n");
            });
    HttpResponse<String> answer =
        api.send(api.request("/api/v1/query").method("PUT", HttpRequest.BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, OPTIONS, POST");
  }

  @Test
  void parseQuery_showsTheTree() {
    assertAnswers(
        "/api/v1/parse_query?query=" + encode("-max_over_time(a{b=\"c\"}[5m:] offset 1m @ end())"),
        """
        {"expr":{"args":[{"expr":{"matchers":[{"name":"b","type":"=","value":"c"},\
        {"name":"__name__","type":"=","value":"a"}],"name":"a","offset":0,"startOrEnd":null,\
        "timestamp":null,"type":"vectorSelector"},"offset":60000,"range":300000,\
        "startOrEnd":"end","step":0,"timestamp":null,"type":"subquery"}],\
        "func":{"argTypes":["matrix"],"name":"max_over_time","returnType":"vector",\
        "variadic":0},"type":"call"},"op":"-","type":"unaryExpr"}\
        """);
    assertThat(api.get("/api/v1/parse_query?query=" + encode("1" + "+1".repeat(600))).statusCode())
        .isEqualTo(422);
  }
}
