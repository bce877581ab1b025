package io.tributary.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.standalone.config.ConfigSource;
import io.tributary.standalone.config.TributaryConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesAloneTest {
  private final HttpClient http = HttpClient.newHttpClient();

  private HttpResponse<String> get(TributaryProcess process, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + process.httpPort() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void anInstanceWithoutAHub_answersForRulesAndAlerts(@TempDir Path directory) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("t.yml"),
            """
            listen: 127.0.0.1:0
            data: %s
            kafka: {listen: "127.0.0.1:0"}
            """
                .formatted(directory.resolve("data")));
    TributaryConfig config = TributaryConfig.read(ConfigSource.of(file));
    try (TributaryProcess process =
        TributaryProcess.start(config, EnumSet.of(Role.BROKER, Role.STREAMS))) {
      assertThat(get(process, "/api/v1/alerts").body()).contains("\"alerts\":[]");
      assertThat(get(process, "/api/v1/rules").body()).contains("\"groups\":[]");
      assertThat(get(process, "/api/v1/query?query=up").statusCode()).isEqualTo(404);
      assertThat(get(process, "/").body())
          .contains("/api/v1/alerts")
          .doesNotContain("/query", "Agents write to");
    }
  }
}
