package io.tributary.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that go away, or ask for more, before they have their answer. */
class GoneClientTest {
  private static final long NOW_MS = 1_700_000_000_000L;

  /** Minutes of work, in parts of some milliseconds. */
  private static final String DEAR =
      "/api/v1/query_range?start=1690000000&end=1690600000&step=60&query="
          + ApiFixture.encode("quantile_over_time(0.5, (x @ 1700000000)[1h:10s])");

  private ApiFixture api;

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    api =
        new ApiFixture(
            folder.resolve("data"),
            () -> Instant.ofEpochMilli(NOW_MS),
            new RuleCatalog() {
              @Override
              public List<Group> groups() {
                return List.of();
              }
            },
            List::of);
    for (int i = 0; i < 2_000; i++) {
      api.append(Labels.of("__name__", "x", "i", "i" + i), NOW_MS - 1000, i);
    }
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Socket ask(String... paths) throws IOException {
    URI url = URI.create(api.url());
    Socket socket = new Socket(url.getHost(), url.getPort());
    StringBuilder requests = new StringBuilder();
    for (String path : paths) {
      requests.append("GET ").append(path).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    socket.getOutputStream().write(requests.toString().getBytes(UTF_8));
    return socket;
  }

  @Test
  void queriesOfClientsThatAreGone_makeRoomForOthers() throws IOException {
    List<Socket> asking = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      asking.add(ask(DEAR));
    }
    for (Socket socket : asking) {
      socket.close();
    }

    var answer = api.get("/api/v1/query?query=1&timeout=60s");

    assertThat(answer.body()).startsWith("{\"status\":\"success\"");
  }

  @Test
  void nextRequest_mayBeSentWhileOneIsAnswered() throws IOException {
    try (Socket socket = ask(DEAR + "&timeout=1s", "/api/v1/query?query=42&time=7")) {
      byte[] bytes = new byte[1 << 16];
      StringBuilder answers = new StringBuilder();
      while (!answers.toString().contains("[7,\"42\"]")) {
        int read = socket.getInputStream().read(bytes);
        assertThat(read).as("the connection ended after %s", answers).isPositive();
        answers.append(new String(bytes, 0, read, UTF_8));
      }
      assertThat(answers).contains("query timed out").contains("[7,\"42\"]");
    }
  }

  @Test
  void requestThatComesWhileAnotherIsAnswered_isKept() throws IOException {
    try (Socket socket = ask(DEAR + "&timeout=2s")) {
      // It comes when the watch has looked for a client that is gone, or will: both are fine.
      assertThat(api.get("/api/v1/query?query=1").statusCode()).isEqualTo(200);
      socket
          .getOutputStream()
          .write("GET /api/v1/query?query=42&time=7 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
      byte[] bytes = new byte[1 << 16];
      StringBuilder answers = new StringBuilder();
      while (!answers.toString().contains("[7,\"42\"]")) {
        int read = socket.getInputStream().read(bytes);
        assertThat(read).as("the connection ended after %s", answers).isPositive();
        answers.append(new String(bytes, 0, read, UTF_8));
      }
      assertThat(answers).contains("query timed out");
    }
  }
}
