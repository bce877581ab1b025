package io.tributary.bench.process;

import static io.tributary.bench.process.Subject.awaitReady;
import static io.tributary.bench.process.Subject.freePort;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the systems, each with its defaults but for ports, folders and rules; loopback only. */
final class Subjects {
  private final Path launcher;
  private final Path peers;
  private final Path rules;
  private final Path work;
  private int started;

  /**
   * @param launcher the project's launcher
   * @param peers the folder with the peers' binaries
   * @param rules a Prometheus rule file
   * @param work a folder for data and logs
   */
  Subjects(Path launcher, Path peers, Path rules, Path work) {
    this.launcher = launcher;
    this.peers = peers;
    this.rules = rules.toAbsolutePath();
    this.work = work;
  }

  Subject tributaryUp(boolean withRules) throws IOException, InterruptedException {
    List<String> flags = new ArrayList<>(List.of("up", "--kafka-listen", "127.0.0.1:0"));
    if (withRules) {
      flags.addAll(List.of("--rules", rules.toString()));
    }
    int port = freePort();
    MeasuredProcess process = tributary("tributary-up", port, flags);
    awaitReady(process, at(port, "/-/ready"));
    return new Subject("tributary up", process, at(port, "/api/v1/write"));
  }

  Subject tributaryGateway() throws IOException, InterruptedException {
    List<String> address = new ArrayList<>();
    MeasuredProcess broker = kafka(address);
    String kafka = address.getFirst();
    int port = freePort();
    MeasuredProcess gateway =
        tributary("tributary-gateway", port, List.of("gateway", "--kafka", kafka));
    awaitReady(gateway, at(port, "/-/ready"));
    return new Subject(
        "tributary gateway", List.of(gateway), List.of(broker), at(port, "/api/v1/write"));
  }

  /** A broker of the project's own; its address is appended to the list. */
  MeasuredProcess kafka(List<String> address) throws IOException, InterruptedException {
    String kafka = "127.0.0.1:" + freePort();
    int http = freePort();
    MeasuredProcess broker =
        tributary("tributary-kafka", http, List.of("kafka", "--kafka-listen", kafka));
    awaitReady(broker, at(http, "/-/ready"));
    address.add(kafka);
    return broker;
  }

  /** The hub by itself, waiting to be started by a call. */
  Subject hub(String kafka, List<String> jvmFlags) throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmFlags);
    command.addAll(
        List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            HubProcess.class.getName(),
            kafka,
            folder("hub").toString(),
            Integer.toString(port)));
    MeasuredProcess process = MeasuredProcess.start("hub-" + started, work, command);
    awaitReady(process, at(port, "/"));
    return new Subject("tributary hub", process, at(port, "/"));
  }

  private MeasuredProcess tributary(String name, int port, List<String> flags) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(flags);
    command.addAll(List.of("--listen", "127.0.0.1:" + port, "--data", folder(name).toString()));
    return MeasuredProcess.start(name, work, command);
  }

  Subject prometheus(boolean withRules) throws IOException, InterruptedException {
    String files = withRules ? "rule_files: ['%s']%n".formatted(rules) : "global: {}\n";
    Path config = Files.writeString(work.resolve("prometheus.yml"), files);
    int port = freePort();
    MeasuredProcess process =
        MeasuredProcess.start(
            "prometheus",
            work,
            List.of(
                peers.resolve("prometheus").toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder("prometheus"),
                "--web.listen-address=127.0.0.1:" + port,
                "--web.enable-admin-api",
                "--web.enable-remote-write-receiver"));
    awaitReady(process, at(port, "/-/ready"));
    return new Subject("prometheus", process, at(port, "/api/v1/write"));
  }

  Subject victoriaMetrics(boolean withRules) throws IOException, InterruptedException {
    int port = freePort();
    MeasuredProcess store =
        MeasuredProcess.start(
            "victoria-metrics",
            work,
            List.of(
                peers.resolve("victoria-metrics").toString(),
                "-storageDataPath=" + folder("victoria-metrics"),
                "-httpListenAddr=127.0.0.1:" + port));
    awaitReady(store, at(port, "/health"));
    URI write = at(port, "/api/v1/write");
    return withRules
        ? new Subject(
            "victoria-metrics + vmalert", List.of(store, vmalert(at(port, ""))), List.of(), write)
        : new Subject("victoria-metrics", store, write);
  }

  private MeasuredProcess vmalert(URI store) throws IOException, InterruptedException {
    int port = freePort();
    MeasuredProcess vmalert =
        MeasuredProcess.start(
            "vmalert",
            work,
            List.of(
                peers.resolve("vmalert").toString(),
                "-rule=" + rules,
                "-datasource.url=" + store,
                "-remoteWrite.url=" + store,
                "-notifier.blackhole",
                "-httpListenAddr=127.0.0.1:" + port));
    awaitReady(vmalert, at(port, "/health"));
    return vmalert;
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(work.resolve(name + "-" + ++started));
  }

  private static URI at(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
