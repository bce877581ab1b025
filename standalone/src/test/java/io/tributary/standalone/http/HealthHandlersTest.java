package io.tributary.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.undertow.server.handlers.ResponseCodeHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthHandlersTest {
  private boolean ready;
  private boolean failed;

  @Test
  void ready_namesWhatIsNot() throws Exception {
    assertThat(answer("/-/ready")).isEqualTo("503 rules: as it is\n");

    ready = true;
    assertThat(answer("/-/ready")).isEqualTo("200 Tributary is Ready.\n");
  }

  @Test
  void healthy_doesNotDependOnReadiness() throws Exception {
    assertThat(answer("/-/healthy")).isEqualTo("200 Tributary is Healthy.\n");
  }

  @Test
  void healthy_isNotWhereAPartHasGivenUp() throws Exception {
    failed = true;

    assertThat(answer("/-/healthy")).isEqualTo("503 rules: as it is\n");
  }

  private String answer(String path) throws IOException, InterruptedException {
    List<Part> parts =
        List.of(
            new Part("hub", () -> true, () -> "at work"),
            new Part("rules", () -> ready, () -> failed, () -> "as it is"));
    try (HttpServer server =
            HttpServer.start(
                "127.0.0.1", 0, ResponseCodeHandler.HANDLE_404, parts, new PrometheusRegistry());
        HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
      HttpResponse<String> response =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    }
  }
}
