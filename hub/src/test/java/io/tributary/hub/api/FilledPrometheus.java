package io.tributary.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.testkit.Peer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real Prometheus that scrapes nothing and is written to. */
final class FilledPrometheus {
  private FilledPrometheus() {}

  static Peer start(Path home, String config, String... flags) throws IOException {
    Files.createDirectories(home);
    Files.writeString(home.resolve("prometheus.yml"), config);
    List<String> all =
        new ArrayList<>(
            List.of(
                "--config.file=prometheus.yml",
                "--storage.tsdb.path=data",
                "--web.enable-remote-write-receiver",
                "--web.listen-address=127.0.0.1:{port}"));
    all.addAll(List.of(flags));
    return Peer.start(home, "prometheus", "/-/ready", all.toArray(String[]::new));
  }

  /** Writes a request of remote write 2.0 to it. */
  static void write(Peer prometheus, byte[] request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(prometheus.url() + "/api/v1/write"))
                  .header("Content-Encoding", "snappy")
                  .header(
                      "Content-Type", "application/x-protobuf;proto=io.prometheus.write.v2.Request")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(SnappyBlock.encode(request)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }
  }
}
