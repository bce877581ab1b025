package io.tributary.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.schemas.labels.Labels;
import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuleApiTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final RuleApi api = new RuleApi(new Catalog(), new Parser(ParserOptions.stable()));
  private final Undertow undertow =
      Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(api.handler()).build();

  /** One alert that fires, of a group of which an instance did not answer. */
  private static final class Catalog implements RuleCatalog {
    @Override
    public List<Group> groups() {
      Instant then = Instant.ofEpochSecond(1_700_000_000);
      Alert alert =
          new Alert(Labels.of("alertname", "Down"), Map.of("summary", "s"), true, then, null, 0);
      Rule rule =
          new Alerting(
              "Down",
              "up == 0",
              Duration.ofMinutes(5),
              Duration.ZERO,
              Labels.EMPTY,
              Map.of(),
              List.of(alert),
              new Health("ok", "", Duration.ZERO, then));
      return List.of(
          new Group("g", "f.yml", Duration.ofSeconds(15), 0, List.of(rule), Duration.ZERO, then));
    }

    @Override
    public List<String> warnings() {
      return List.of("the instance at b:1 did not answer");
    }
  }

  @BeforeEach
  void start() {
    undertow.start();
  }

  @AfterEach
  void stop() {
    client.close();
    undertow.stop();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    int port = ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void alerts_areAnsweredWithoutAStore() throws Exception {
    assertThat(get("/api/v1/alerts").body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"alerts\":[{\"labels\":{\"alertname\":\"Down\"},"
                + "\"annotations\":{\"summary\":\"s\"},\"state\":\"firing\","
                + "\"activeAt\":\"2023-11-14T22:13:20Z\",\"value\":\"0e+00\"}]},"
                + "\"warnings\":[\"the instance at b:1 did not answer\"]}");
  }

  @Test
  void rules_areAnsweredWithTheirFilters() throws Exception {
    assertThat(get("/api/v1/rules?type=alert").body()).contains("\"name\":\"g\"", "up == 0");
    assertThat(get("/api/v1/rules?type=record").body()).contains("\"groups\":[]");
  }

  @Test
  void everythingElse_isNotFound() throws Exception {
    assertThat(api.paths()).containsExactly("/api/v1/rules", "/api/v1/alerts");
    assertThat(get("/api/v1/query?query=up").statusCode()).isEqualTo(404);
  }
}
