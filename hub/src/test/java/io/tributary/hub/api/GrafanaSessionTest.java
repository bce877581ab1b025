package io.tributary.hub.api;

import static io.tributary.hub.api.ApiFixture.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The calls that Grafana's Prometheus data source makes, in the order in which a person causes
 * them: adding the data source, opening Explore and its builder, a dashboard with variables,
 * panels, exemplars and annotations. Queries are posted as forms, as is its default.
 */
class GrafanaSessionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START_MS = 1_700_000_000_000L;
  private static final String TIMES = "start=1700000000&end=1700003600";

  @TempDir private Path folder;
  private ApiFixture api;

  @BeforeEach
  void start() throws IOException {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(START_MS + 3_600_000));
    api = new ApiFixture(folder.resolve("hub"), clock, List::of, List::of);
    for (int i = 0; i <= 240; i++) {
      for (String cluster : new String[] {"eu", "us"}) {
        long timestampMs = START_MS + 15_000L * i;
        Labels where = Labels.of("cluster", cluster, "job", "node");
        api.append(named("up", where), timestampMs, cluster.equals("us") && i > 120 ? 0 : 1);
        api.append(named("requests_total", where), timestampMs, 30.0 * i);
      }
    }
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static Labels named(String name, Labels labels) {
    return labels.toBuilder().set("__name__", name).build();
  }

  private JsonNode data(HttpResponse<String> answer) throws JsonProcessingException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode body = JSON.readTree(answer.body());
    assertThat(body.path("status").asText()).isEqualTo("success");
    return body.path("data");
  }

  private JsonNode get(String path) throws JsonProcessingException {
    return data(api.get("/api/v1/" + path));
  }

  private JsonNode post(String path, Map<String, String> form) throws JsonProcessingException {
    StringBuilder body = new StringBuilder();
    form.forEach((name, value) -> body.append('&').append(name).append('=').append(encode(value)));
    return data(
        api.send(
            api.request("/api/v1/" + path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Dashboard-Uid", "d")
                .POST(HttpRequest.BodyPublishers.ofString(body.substring(1)))));
  }

  @Test
  void savingTheDataSource_checksItsHealthAndItsKind() throws Exception {
    JsonNode health = post("query", Map.of("query", "1+1", "time", "1700000000.123"));
    assertThat(health.path("resultType").asText()).isEqualTo("scalar");
    assertThat(health.path("result").get(1).asText()).isEqualTo("2");
    JsonNode build = get("status/buildinfo");
    assertThat(build.path("version").asText()).startsWith("3.");
    assertThat(build.has("features")).as("those of Mimir").isFalse();
    assertThat(get("rules").path("groups").isArray()).as("whether it manages alerts").isTrue();
  }

  @Test
  void explore_completesFromMetadataNamesAndValues() throws Exception {
    JsonNode metadata = get("metadata?limit=40000");
    assertThat(metadata.path("requests_total").get(0).path("type").asText()).isEqualTo("counter");
    assertThat(texts(get("label/__name__/values?" + TIMES + "&limit=40000")))
        .containsExactly("requests_total", "up");
    assertThat(texts(post("labels", Map.of("start", "1700000000", "end", "1700003600"))))
        .containsExactly("__name__", "cluster", "job");
    assertThat(
            texts(post("labels", Map.of("match[]", "up{cluster=\"eu\"}", "start", "1700000000"))))
        .containsExactly("__name__", "cluster", "job");
    assertThat(
            texts(
                get(
                    "label/cluster/values?"
                        + TIMES
                        + "&match%5B%5D="
                        + encode("up{job=~\"n.*\"}"))))
        .containsExactly("eu", "us");
    assertThat(
            post("parse_query", Map.of("query", "rate(requests_total[5m])")).path("type").asText())
        .isEqualTo("call");
  }

  @Test
  void variables_areFilled() throws Exception {
    // label_values(cluster), label_values(up, cluster), metrics(req.*), query_result(...)
    assertThat(texts(get("label/cluster/values?" + TIMES))).containsExactly("eu", "us");
    JsonNode series =
        post("series", Map.of("match[]", "up", "start", "1700000000", "end", "1700003600"));
    assertThat(series.findValuesAsText("cluster")).containsExactly("eu", "us");
    assertThat(
            texts(
                get(
                    "label/__name__/values?"
                        + TIMES
                        + "&match%5B%5D="
                        + encode("{__name__=~\".*req.*\"}"))))
        .containsExactly("requests_total");
    JsonNode result =
        post("query", Map.of("query", "count by (cluster) (up)", "time", "1700003600"));
    assertThat(result.path("result").get(0).path("metric").path("cluster").asText())
        .isEqualTo("eu");
    assertThat(result.path("result").get(0).path("value").get(1).asText()).isEqualTo("1");
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** The plugin rounds start and end to the step, and may send fractions of a second. */
  @Test
  void panel_isARangeAtRoundedTimes() throws Exception {
    JsonNode range =
        post(
            "query_range",
            Map.of(
                "query", "sum by (cluster) (rate(requests_total{cluster=~\"eu|us\"}[1m0s]))",
                "start", "1700000100.000",
                "end", "1700003600.000",
                "step", "60.000",
                "timeout", "30s"));
    assertThat(range.path("resultType").asText()).isEqualTo("matrix");
    JsonNode values = range.path("result").get(0).path("values");
    assertThat(values.get(0).get(0).asLong()).isEqualTo(1_700_000_100L);
    assertThat(values.get(1).get(0).asLong()).isEqualTo(1_700_000_160L);
    assertThat(values.get(0).get(1).asDouble()).isCloseTo(2, within(1e-9));
    assertThat(values).hasSize(59);
  }

  @Test
  void exemplars_areAskedBesideEachPanel() throws Exception {
    api.exemplars.put(
        Labels.of("__name__", "requests_total"),
        List.of(new ExemplarCatalog.Exemplar(Labels.of("trace_id", "x"), START_MS + 100, 0.25)));
    JsonNode exemplars =
        post(
            "query_exemplars",
            Map.of(
                "query", "rate(requests_total[1m])", "start", "1700000000", "end", "1700003600"));
    JsonNode first = exemplars.get(0).path("exemplars").get(0);
    assertThat(first.path("labels").path("trace_id").asText()).isEqualTo("x");
    assertThat(first.path("timestamp").isNumber()).isTrue();
    assertThat(first.path("value").isTextual()).isTrue();
  }

  /** An annotation is a range whose samples that are there become regions. */
  @Test
  void annotations_areRanges() throws Exception {
    JsonNode down =
        post(
            "query_range",
            Map.of("query", "up == 0", "start", "1700000000", "end", "1700003600", "step", "60"));
    assertThat(down.path("result")).hasSize(1);
    assertThat(down.path("result").get(0).path("metric").path("cluster").asText()).isEqualTo("us");
    assertThat(down.path("result").get(0).path("values").get(0).get(1).asText()).isEqualTo("0");
  }

  @Test
  void wrongQuery_isShownWithItsPlace() throws Exception {
    HttpResponse<String> answer =
        api.send(
            api.request("/api/v1/query")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("query=" + encode("rate(up)"))));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).path("error").asText())
        .isEqualTo(
            "invalid parameter \"query\": 1:6: parse error: expected type range vector in call to"
                + " function \"rate\", got instant vector");
  }

  @Test
  void largePanels_areAskedForCompressed() {
    HttpResponse<String> answer =
        api.send(
            api.request("/api/v1/query?query=up").header("Accept-Encoding", "gzip, deflate, br"));
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
  }
}
