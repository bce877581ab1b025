package io.tributary.standalone.cli;

import io.tributary.standalone.config.ConfigSource;
import io.tributary.standalone.demo.TemporaryDirectory;
import io.tributary.standalone.demo.Training;
import io.tributary.standalone.run.Role;
import io.tributary.standalone.run.TributaryProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Runs everything under a simulated load for a while, and ends. The launcher keeps what the"
          + " JVM learned meanwhile next to the program: whatever is started later is up sooner,"
          + " and does not spend its first half hour compiling.",
      "Once after each build or change of JDK; nothing but temporary files is touched.%n"
    })
final class TrainCommand implements Callable<Integer> {
  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "120",
      description = "How long. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (TemporaryDirectory directory = TemporaryDirectory.make("tributary-train");
        Training training = Training.prepare(directory.path());
        TributaryProcess process =
            Running.start(source(directory.path(), training), EnumSet.allOf(Role.class))) {
      training.run(
          URI.create("http://127.0.0.1:" + process.httpPort()), Duration.ofSeconds(seconds));
    }
    return ExitCode.OK;
  }

  private static ConfigSource source(Path directory, Training training) {
    return ConfigSource.of(null)
        .set("train", "listen", "127.0.0.1:0")
        .set("train", "kafka.listen", "127.0.0.1:0")
        .set("train", "data", directory.resolve("data").toString())
        .append("train", "rules.files", List.of(training.rules().toString()))
        .appendFields("train", "alertmanagers", "url", List.of(training.alertmanager().toString()));
  }
}
