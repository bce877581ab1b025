package io.tributary.standalone.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xerial.snappy.Snappy;

/** A Prometheus: hub, reference or agent. */
public final class Prometheus implements AutoCloseable {
  private final ChildProcess process;
  private final URI url;

  private Prometheus(ChildProcess process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** One that takes remote write. */
  static Prometheus hub(String name, Path directory) {
    String config =
        """
        global: {scrape_interval: 1h}
        storage: {tsdb: {out_of_order_time_window: 30m}}
        """;
    return start(name, directory, config, List.of("--web.enable-remote-write-receiver"), false);
  }

  /** One that takes remote write and knows all of the language that is experimental in it. */
  static Prometheus experimental(String name, Path directory) {
    List<String> flags =
        List.of(
            "--web.enable-remote-write-receiver",
            "--enable-feature=native-histograms,promql-experimental-functions,"
                + "promql-duration-expr");
    return start(name, directory, "global: {scrape_interval: 1h}\n", flags, false);
  }

  /** One that takes remote write of a past day, in any order within two hours. */
  public static Prometheus reference(String name, Path directory) {
    String config =
        """
        global: {scrape_interval: 1h}
        storage: {tsdb: {out_of_order_time_window: 2h}}
        """;
    List<String> flags =
        List.of(
            "--web.enable-remote-write-receiver",
            "--storage.tsdb.retention.time=60d",
            "--enable-feature=native-histograms,promql-experimental-functions");
    return start(name, directory, config, flags, false);
  }

  /** One in agent mode, which scrapes and remote-writes. */
  static Prometheus agent(String name, Path directory, String config) {
    return start(name, directory, config, List.of("--agent"), true);
  }

  private static Prometheus start(
      String name, Path directory, String config, List<String> more, boolean agent) {
    int port = Peers.freePort();
    URI url = URI.create("http://127.0.0.1:" + port);
    try {
      Files.createDirectories(directory);
      Path file = Files.writeString(directory.resolve(name + ".yml"), config);
      List<String> command = new ArrayList<>();
      command.add(Peers.prometheus().toString());
      command.add("--config.file=" + file);
      command.add("--web.listen-address=127.0.0.1:" + port);
      command.add(
          (agent ? "--storage.agent.path=" : "--storage.tsdb.path=")
              + directory.resolve(name + "-data"));
      command.addAll(more);
      return new Prometheus(
          ChildProcess.start(name, directory, url.resolve("/-/ready"), command), url);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Prometheus awaitReady() {
    process.awaitReady();
    return this;
  }

  public URI url() {
    return url;
  }

  public URI writeUrl() {
    return url.resolve("/api/v1/write");
  }

  /**
   * Sends it a message of remote write 2.0, as an agent would.
   *
   * @throws IOException where it does not take it
   */
  public void write(byte[] message) throws IOException {
    HttpResponse<String> response =
        Http.send(
            HttpRequest.newBuilder(writeUrl())
                .header(
                    "Content-Type", "application/x-protobuf;proto=io.prometheus.write.v2.Request")
                .header("Content-Encoding", "snappy")
                .header("X-Prometheus-Remote-Write-Version", "2.0.0")
                .POST(BodyPublishers.ofByteArray(Snappy.compress(message))));
    if (response.statusCode() / 100 != 2) {
      throw new IOException("remote write: " + response.statusCode() + " " + response.body());
    }
  }

  /** Its query API. */
  QueryApi api() {
    return new QueryApi(url);
  }

  /** SIGTERM: an agent then sends what it still holds. */
  void stop() {
    process.stop();
  }

  @Override
  public void close() {
    process.close();
  }
}
