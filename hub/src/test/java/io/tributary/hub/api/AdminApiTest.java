package io.tributary.hub.api;

import static io.tributary.hub.api.ApiFixture.encode;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminApiTest {
  private static final long START_MS = 1_700_000_000_000L;

  @TempDir private Path folder;
  private ApiFixture api;

  @BeforeEach
  void start() throws IOException {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(START_MS + 100_000));
    api = new ApiFixture(folder.resolve("hub"), clock, List::of, List::of);
    for (int i = 0; i < 7; i++) {
      api.append(Labels.of("__name__", "up", "job", "a"), START_MS + 15_000L * i, 1);
      api.append(Labels.of("__name__", "up", "job", "b"), START_MS + 15_000L * i, 1);
    }
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private HttpResponse<String> post(String path) {
    return api.send(
        api.request("/api/v1/admin/tsdb/" + path).POST(HttpRequest.BodyPublishers.noBody()));
  }

  @Test
  void deleteSeries_removesWhatMatches() {
    String selector = "match%5B%5D=" + encode("up{job=\"a\"}");
    HttpResponse<String> answer = post("delete_series?" + selector + "&end=1700000045");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    assertThat(api.get("/api/v1/query?query=" + encode("count_over_time(up[1h])")).body())
        .contains("\"job\":\"a\"},\"value\":[1700000100,\"3\"]")
        .contains("\"job\":\"b\"},\"value\":[1700000100,\"7\"]");
    assertThat(post("clean_tombstones").statusCode()).isEqualTo(204);
  }

  @Test
  void deleteSeries_withoutASelector_isRefused() {
    HttpResponse<String> answer = post("delete_series");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"bad_data\","
                + "\"error\":\"no match[] parameter provided\"}");
  }

  @Test
  void snapshot_namesItsFolder() {
    assertThat(post("snapshot").body())
        .isEqualTo("{\"status\":\"success\",\"data\":{\"name\":\"one\"}}");
    assertThat(api.snapshots.resolve("one")).isDirectory().matches(Files::isDirectory);
    assertThat(post("snapshot?skip_head=x").body())
        .contains("unable to parse boolean: strconv.ParseBool: parsing \\\"x\\\": invalid syntax");
  }

  @Test
  void changes_needAPost() {
    HttpResponse<String> answer = api.get("/api/v1/admin/tsdb/clean_tombstones");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("OPTIONS, POST, PUT");
  }
}
