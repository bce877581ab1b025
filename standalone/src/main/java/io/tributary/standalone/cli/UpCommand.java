package io.tributary.standalone.cli;

import io.tributary.standalone.run.Role;
import io.tributary.standalone.run.TributaryProcess;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Runs everything in one process: the gateway, the rules, the sink, and a Kafka of its own.",
      "Point the agents' remoteWrite url at http://THIS-HOST:9090/api/v1/write and give each"
          + " cluster its own external label \"cluster\".%n"
    })
final class UpCommand implements Callable<Integer> {
  @Mixin private HubOptions options = new HubOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    TributaryProcess process = Running.start(options.source(), EnumSet.allOf(Role.class));
    PrintWriter out = spec.commandLine().getOut();
    out.print(Banner.text(process));
    out.flush();
    Running.untilStopped(process::close);
    return ExitCode.OK;
  }
}
