package io.tributary.standalone.oracle;

import static java.util.stream.Collectors.joining;

import io.tributary.standalone.interop.ChildProcess;
import io.tributary.standalone.interop.Peers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One of several {@code tributary streams} that share the partitions, a process of its own. */
final class Instance implements AutoCloseable {
  private final ChildProcess process;

  private Instance(ChildProcess process) {
    this.process = process;
  }

  /**
   * Starts it, with two threads and a standby copy of each task's state; it is noticed dead after
   * six seconds.
   */
  static Instance start(String name, String bootstrap, Path directory) throws IOException {
    int port = Peers.freePort();
    Path config = directory.resolve(name + ".yml");
    Files.createDirectories(directory);
    String files = RuleFolder.withCorrections().stream().map(Path::toString).collect(joining(", "));
    Files.writeString(
        config,
        """
        listen: 127.0.0.1:%d
        data: %s
        kafka:
          bootstrap: %s
          replicas: 1
          client: {session.timeout.ms: 6000, heartbeat.interval.ms: 1000, commit.interval.ms: 200,
                   main.consumer.max.poll.records: 20}
        rules:
          files: [%s]
          application_id: oracle
          evaluation_interval: 1m
          standby_replicas: 1
          threads: 2
        """
            .formatted(port, directory.resolve(name + "-data"), bootstrap, files));
    return new Instance(
        ChildProcess.tributary(
            name,
            directory,
            URI.create("http://127.0.0.1:" + port + "/-/ready"),
            List.of("streams", "--config=" + config)));
  }

  /** SIGKILL, and at once the same command again. */
  void killAndRestart() {
    process.kill();
    process.restart();
  }

  @Override
  public void close() {
    process.close();
  }
}
