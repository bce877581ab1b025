package io.tributary.standalone.cli;

import io.tributary.standalone.config.ConfigSource;
import io.tributary.standalone.demo.Demo;
import io.tributary.standalone.demo.DemoOutput;
import io.tributary.standalone.demo.TemporaryDirectory;
import io.tributary.standalone.run.Role;
import io.tributary.standalone.run.TributaryProcess;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs everything, and three simulated clusters that remote-write to it over HTTP. One of them"
          + " gets into trouble: its alerts fire in the second minute.",
      "Without --alertmanager the notifications are shown here; without --data a temporary"
          + " directory is used, and removed at the end.%n"
    })
final class DemoCommand implements Callable<Integer> {
  @Mixin private HubOptions options = new HubOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    TemporaryDirectory directory = TemporaryDirectory.make("tributary-demo");
    try {
      run(directory);
      return ExitCode.OK;
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private void run(TemporaryDirectory directory) {
    InstantSource clock = InstantSource.system();
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    DemoOutput output = DemoOutput.open(spec.commandLine().getOut(), terminal, clock);
    TributaryProcess process =
        Running.start(source(directory.path(), output), EnumSet.allOf(Role.class));
    URI url = URI.create("http://127.0.0.1:" + process.httpPort());
    output.head(
        """

          Tributary demo: three clusters write to %s/api/v1/write; Kafka is at %s.
          In another terminal:
            ./tributary tail samples --cluster us-east --kafka %2$s
            curl -s '%1$s/api/v1/query?query=cluster:cpu_usage:rate5m'

        """
            .formatted(url, process.bootstrapServers()));
    process.closeFirst("demo", Demo.start(url, process.kafkaProperties(), output, clock));
    Running.untilStopped(
        () -> {
          process.close();
          directory.close();
        });
  }

  private ConfigSource source(Path directory, DemoOutput output) {
    ConfigSource source = options.source();
    if (!options.hasData()) {
      source.set("--data", "data", directory.toString());
    }
    if (!options.hasRules()) {
      source.append("--rules", "rules.files", List.of(Demo.writeRules(directory).toString()));
    }
    if (!options.hasAlertmanager()) {
      source.appendFields(
          "--alertmanager", "alertmanagers", "url", List.of(output.alertmanager().toString()));
    }
    return source;
  }
}
