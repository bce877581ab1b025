package io.tributary.standalone.cli;

import io.tributary.standalone.run.Role;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    description = "Runs the gateway alone: takes remote write, and appends to an external Kafka.%n")
final class GatewayCommand implements Callable<Integer> {
  @Mixin private PartOptions options = new PartOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return Running.part(Role.GATEWAY, options, spec.commandLine().getOut());
  }
}
