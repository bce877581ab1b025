package io.tributary.standalone.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A Prometheus: hub, reference or agent. */
final class Prometheus implements AutoCloseable {
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

  Prometheus awaitReady() {
    process.awaitReady();
    return this;
  }

  URI url() {
    return url;
  }

  URI writeUrl() {
    return url.resolve("/api/v1/write");
  }

  /** Every raw sample of the last minutes that the selector matches: labels to time to value. */
  Map<Map<String, String>, Map<Long, String>> samples(String selector, int minutes, Instant end) {
    Map<Map<String, String>, Map<Long, String>> found =
        new TreeMap<>(Comparator.comparing(Object::toString));
    for (JsonNode series : query(selector + "[" + minutes + "m]", end)) {
      Map<Long, String> samples = new TreeMap<>();
      for (JsonNode sample : series.path("values")) {
        samples.put(milliseconds(sample.get(0)), sample.get(1).asText());
      }
      found.put(labels(series), samples);
    }
    return found;
  }

  /** The result of an instant query: labels to value. */
  Map<Map<String, String>, String> instant(String expr, Instant at) {
    Map<Map<String, String>, String> found = new TreeMap<>(Comparator.comparing(Object::toString));
    for (JsonNode series : query(expr, at)) {
      found.put(labels(series), series.path("value").get(1).asText());
    }
    return found;
  }

  private JsonNode query(String expr, Instant at) {
    JsonNode answer =
        Http.postForm(
            url.resolve("/api/v1/query"),
            Map.of("query", expr, "time", Double.toString(at.toEpochMilli() / 1000.0)));
    return answer.path("data").path("result");
  }

  private static Map<String, String> labels(JsonNode series) {
    Map<String, String> labels = new TreeMap<>();
    series
        .path("metric")
        .properties()
        .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
    return labels;
  }

  private static long milliseconds(JsonNode seconds) {
    return Math.round(seconds.asDouble() * 1000);
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
