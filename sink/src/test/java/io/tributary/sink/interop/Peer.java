package io.tributary.sink.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.sink.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of somebody else's, on a free port of the loopback. */
final class Peer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  /** Starts a binary of the peers' folder; {@code {port}} in an argument stands for its port. */
  Peer(Path directory, String binary, String readyPath, String... arguments) throws IOException {
    Path executable = Path.of(System.getProperty("peers.dir"), binary);
    if (!Files.isExecutable(executable)) {
      throw new IllegalStateException(
          executable + " is missing: install it, or name its folder with -Dpeers.dir=DIR");
    }
    port = freePort();
    List<String> command = new ArrayList<>();
    command.add(executable.toString());
    for (String argument : arguments) {
      command.add(argument.replace("{port}", Integer.toString(port)));
    }
    Files.createDirectories(directory);
    Path log = directory.resolve(binary + ".log");
    process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Await.until(binary + " is ready, see " + log, () -> answers(readyPath));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  private boolean answers(String path) {
    try {
      return send(path).statusCode() == 200;
    } catch (IOException e) {
      return false; // Not listening yet.
    }
  }

  private HttpResponse<String> send(String path) throws IOException {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(url() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  JsonNode get(String path) {
    try {
      return JSON.readTree(send(path).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The result of an instant query. */
  JsonNode query(String expr, String time) {
    String escaped = URLEncoder.encode(expr, StandardCharsets.UTF_8);
    return get("/api/v1/query?query=" + escaped + "&time=" + time).path("data").path("result");
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    client.close();
  }
}
