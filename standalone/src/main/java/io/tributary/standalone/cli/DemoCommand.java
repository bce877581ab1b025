package io.tributary.standalone.cli;

import io.tributary.standalone.config.ConfigSource;
import io.tributary.standalone.demo.Demo;
import io.tributary.standalone.demo.DemoOutput;
import io.tributary.standalone.run.Role;
import io.tributary.standalone.run.TributaryProcess;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
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
          + " directory is used.%n"
    })
final class DemoCommand implements Callable<Integer> {
  @Mixin private HubOptions options = new HubOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    InstantSource clock = InstantSource.system();
    PrintWriter out = spec.commandLine().getOut();
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    Path directory = Files.createTempDirectory("tributary-demo");
    DemoOutput output = DemoOutput.open(out, terminal, "", clock);
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
    TributaryProcess process = Running.start(source, EnumSet.allOf(Role.class));
    URI url = URI.create("http://127.0.0.1:" + process.httpPort());
    out.printf(
        """

          Tributary demo: three clusters write to %s/api/v1/write; Kafka is at %s.
          In another terminal:  ./tributary tail samples --cluster us-east

        """,
        url, process.bootstrapServers());
    out.flush();
    process.closeFirst("demo", Demo.start(url, process.kafkaProperties(), output, clock));
    Running.untilStopped(process);
    return ExitCode.OK;
  }
}
