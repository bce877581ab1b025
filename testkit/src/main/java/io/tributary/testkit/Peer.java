package io.tributary.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of somebody else's, on a free port of the loopback. Its binary is looked for in the
 * folder that the system property {@code peers.dir} names; a missing one fails the test.
 */
public final class Peer implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;
  private final Path log;

  /** Starts a binary of the peers' folder; {@code {port}} in an argument stands for its port. */
  public static Peer start(Path directory, String binary, String readyPath, String... arguments)
      throws IOException {
    Peer peer = new Peer(directory, binary, arguments);
    peer.awaitReady(readyPath);
    return peer;
  }

  private Peer(Path directory, String binary, String... arguments) throws IOException {
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
    log = directory.resolve(binary + ".log");
    process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  private void awaitReady(String path) throws IOException {
    long deadlineNs = System.nanoTime() + READY.toNanos();
    while (!answers(path)) {
      if (!process.isAlive() || System.nanoTime() > deadlineNs) {
        String said = Files.readString(log);
        close();
        throw new IllegalStateException("a peer did not become ready, it said:\n" + said);
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Where it listens. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  private boolean answers(String path) {
    try {
      return send(path).statusCode() == 200;
    } catch (IOException e) {
      return false; // Not listening yet.
    }
  }

  /** Answers a GET. */
  public HttpResponse<String> send(String path) throws IOException {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(url() + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** The body of the answer to a GET. */
  public String get(String path) {
    try {
      return send(path).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    client.close();
  }
}
