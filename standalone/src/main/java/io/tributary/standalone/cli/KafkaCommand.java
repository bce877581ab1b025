package io.tributary.standalone.cli;

import io.tributary.standalone.config.ConfigSource;
import io.tributary.standalone.run.Role;
import io.tributary.standalone.run.TributaryProcess;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "kafka",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the embedded Kafka alone, to try the parts on one machine without an installation of"
          + " Kafka. One node: not for what must outlive a disk.%n"
    })
final class KafkaCommand implements Callable<Integer> {
  @Mixin private ProcessOptions options = new ProcessOptions();

  @Option(
      names = "--kafka-listen",
      paramLabel = "HOST:PORT",
      description = "Address of Kafka. Default: 127.0.0.1:9092. (kafka.listen)")
  private @Nullable String kafkaListen;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ConfigSource source = options.source().set("--kafka-listen", "kafka.listen", kafkaListen);
    TributaryProcess process = Running.start(source, Set.of(Role.BROKER));
    spec.commandLine().getOut().println("Kafka is up at " + process.bootstrapServers());
    spec.commandLine().getOut().flush();
    Running.untilStopped(process::close);
    return ExitCode.OK;
  }
}
