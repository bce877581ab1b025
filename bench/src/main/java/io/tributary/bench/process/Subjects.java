package io.tributary.bench.process;

import static io.tributary.bench.process.Subject.awaitReady;
import static io.tributary.bench.process.Subject.freePort;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Starts the systems, each with its defaults but for ports, folders and rules; loopback only. */
final class Subjects {
  private static final String VICTORIA = "victoria-metrics + vmalert";

  private final Path launcher;
  private final Path peers;
  private final Path rules;
  private final Path work;
  private int started;

  /**
   * @param launcher the project's launcher
   * @param peers the folder with the peers' binaries
   * @param rules the folder with the rule files
   * @param work a folder for data and logs
   */
  Subjects(Path launcher, Path peers, Path rules, Path work) {
    this.launcher = launcher;
    this.peers = peers;
    this.rules = rules;
    this.work = work;
  }

  Subject tributaryUp(RuleSet set) throws IOException, InterruptedException {
    List<String> flags = new ArrayList<>(List.of("up", "--kafka-listen", "127.0.0.1:0"));
    for (Path file : set.files(rules)) {
      flags.addAll(List.of("--rules", file.toString()));
    }
    int port = freePort();
    MeasuredProcess process = tributary("tributary-up", port, flags);
    awaitReady(process, at(port, "/-/ready"));
    return new Subject("tributary up", process, at(port, "/api/v1/write"));
  }

  /** All of it with lateness 0, the rules and these beside them, and this Alertmanager. */
  Subject tributaryAlerting(Path more, String alertmanager)
      throws IOException, InterruptedException {
    Path config =
        Files.writeString(
            work.resolve("tributary.yml"),
            """
            gateway: {lateness: 0s, tick_interval: 500ms}
            rules: {files: [%s]}
            alertmanagers: [{url: 'http://%s'}]
            """
                .formatted(quoted(more), alertmanager));
    int port = freePort();
    MeasuredProcess process =
        tributary(
            "tributary-alerting",
            port,
            List.of("up", "--kafka-listen", "127.0.0.1:0", "--config", config.toString()));
    awaitReady(process, at(port, "/-/ready"));
    return new Subject("tributary up", process, at(port, "/api/v1/write"));
  }

  /** Prometheus with the rules and these beside them, and this Alertmanager. */
  Subject prometheusAlerting(Path more, String alertmanager)
      throws IOException, InterruptedException {
    return prometheus(
        """
        rule_files: [%s]
        alerting: {alertmanagers: [{static_configs: [{targets: ['%s']}]}]}
        """
            .formatted(quoted(more), alertmanager));
  }

  private String quoted(Path more) {
    List<String> files = new ArrayList<>(List.of("'" + more + "'"));
    RuleSet.SHORT.files(rules).forEach(file -> files.add("'" + file + "'"));
    return String.join(", ", files);
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

  /** The rule engine by itself, as soon as its process is there. */
  Subject tributaryStreams(String kafka, RuleSet set) throws IOException {
    String files =
        set.files(rules).stream().map(file -> "'" + file + "'").collect(Collectors.joining(", "));
    Path config =
        Files.writeString(
            work.resolve("streams.yml"),
            "kafka: {replicas: 1}\nrules: {files: [%s], threads: %d}\n"
                .formatted(files, Integer.getInteger("rules.threads", 1)));
    List<String> flags =
        List.of("streams", "--kafka", kafka, "--config", config.toAbsolutePath().toString());
    int port = freePort();
    return new Subject(
        "tributary streams", tributary("tributary-streams", port, flags), at(port, "/metrics"));
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

  /** Evaluates no rules until {@link #reload}: what they record would keep history out. */
  Subject prometheus() throws IOException, InterruptedException {
    return prometheus(rulesOnly(RuleSet.NONE));
  }

  private Subject prometheus(String settings) throws IOException, InterruptedException {
    Path config = prometheusConfig(settings);
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
                "--web.enable-lifecycle",
                "--web.enable-admin-api",
                "--web.enable-remote-write-receiver"));
    awaitReady(process, at(port, "/-/ready"));
    return new Subject("prometheus", process, at(port, "/api/v1/write"));
  }

  private String rulesOnly(RuleSet set) {
    StringBuilder text = new StringBuilder("rule_files:\n");
    set.files(rules).forEach(file -> text.append("- '").append(file).append("'\n"));
    return text.toString();
  }

  private Path prometheusConfig(String settings) throws IOException {
    return Files.writeString(work.resolve("prometheus.yml"), settings);
  }

  /** Has a Prometheus evaluate these rules from now on. */
  void reload(Subject prometheus, RuleSet set) throws IOException {
    prometheusConfig(rulesOnly(set));
    URI reload = prometheus.write().resolve("/-/reload");
    HttpURLConnection connection = (HttpURLConnection) reload.toURL().openConnection();
    connection.setRequestMethod("POST");
    if (connection.getResponseCode() != 200) {
      throw new IOException(reload + " answers " + connection.getResponseCode());
    }
  }

  Subject victoriaMetrics(RuleSet set) throws IOException, InterruptedException {
    int port = freePort();
    MeasuredProcess store =
        MeasuredProcess.start(
            "victoria-metrics",
            work,
            List.of(
                peers.resolve("victoria-metrics").toString(),
                "-storageDataPath=" + folder("victoria-metrics"),
                "-retentionPeriod=30d",
                "-httpListenAddr=127.0.0.1:" + port));
    awaitReady(store, at(port, "/health"));
    URI write = at(port, "/api/v1/write");
    if (set == RuleSet.NONE) {
      return new Subject(VICTORIA, store, write);
    }
    MeasuredProcess vmalert = vmalert(at(port, ""), set);
    return new Subject(VICTORIA, List.of(store, vmalert), List.of(), write);
  }

  private MeasuredProcess vmalert(URI store, RuleSet set) throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(peers.resolve("vmalert").toString()));
    set.files(rules).forEach(file -> command.add("-rule=" + file));
    command.add("-datasource.url=" + store);
    command.add("-remoteWrite.url=" + store);
    command.add("-notifier.blackhole");
    command.add("-httpListenAddr=127.0.0.1:" + port);
    MeasuredProcess vmalert = MeasuredProcess.start("vmalert", work, command);
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
