package io.tributary.standalone.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Processes that a test starts, closed in the opposite order. */
final class Scene implements AutoCloseable {
  private final Path directory;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  Scene(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  <T extends AutoCloseable> T add(T what) {
    started.push(what);
    return what;
  }

  Path write(String name, String text) {
    try {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A node_exporter; returns its address. */
  String nodeExporter(String name) {
    String address = "127.0.0.1:" + Peers.freePort();
    add(ChildProcess.start(
            name,
            directory,
            URI.create("http://" + address + "/"),
            List.of(
                Peers.nodeExporter().toString(),
                "--web.listen-address=" + address,
                "--collector.disable-defaults",
                "--collector.cpu",
                "--collector.meminfo",
                "--collector.loadavg",
                "--collector.netdev",
                "--collector.filesystem",
                "--collector.vmstat",
                "--collector.time")))
        .awaitReady();
    return address;
  }

  /** All of Tributary in one process, with these arguments besides; returns its URL. */
  URI tributary(String... arguments) {
    URI url = URI.create("http://127.0.0.1:" + Peers.freePort());
    List<String> all = new ArrayList<>(List.of("up", "--listen", url.getAuthority()));
    all.addAll(List.of("--kafka-listen", "127.0.0.1:0"));
    all.addAll(List.of("--data", directory.resolve("tributary-data").toString()));
    all.addAll(List.of(arguments));
    add(ChildProcess.tributary("tributary", directory, url.resolve("/-/ready"), all)).awaitReady();
    return url;
  }

  /** An Alertmanager that notifies the webhook; returns its URL. */
  URI alertmanager(URI webhook) {
    URI url = URI.create("http://127.0.0.1:" + Peers.freePort());
    Path config =
        write(
            "alertmanager.yml",
            """
            route:
              group_by: ['alertname', 'cluster']
              group_wait: 1s
              group_interval: 1s
              repeat_interval: 12h
              receiver: hook
            receivers:
              - name: hook
                webhook_configs: [{url: '%s', send_resolved: true}]
            """
                .formatted(webhook));
    add(ChildProcess.start(
            "alertmanager",
            directory,
            url.resolve("/-/ready"),
            List.of(
                Peers.alertmanager().toString(),
                "--config.file=" + config,
                "--storage.path=" + directory.resolve("alertmanager-data"),
                "--web.listen-address=" + url.getAuthority(),
                "--cluster.listen-address=")))
        .awaitReady();
    return url;
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      AutoCloseable last = started.pop();
      try {
        last.close();
      } catch (Exception e) {
        throw new AssertionError("cannot close " + last, e);
      }
    }
  }
}
