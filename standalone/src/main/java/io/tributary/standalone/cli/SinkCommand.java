package io.tributary.standalone.cli;

import io.tributary.standalone.run.Role;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "sink",
    mixinStandardHelpOptions = true,
    description =
        "Runs the sink alone: from an external Kafka to remote-write receivers and"
            + " Alertmanagers.%n")
final class SinkCommand implements Callable<Integer> {
  @Mixin private PartOptions options = new PartOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return Running.part(Role.SINK, options, spec.commandLine().getOut());
  }
}
