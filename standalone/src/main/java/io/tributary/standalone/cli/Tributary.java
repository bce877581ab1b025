package io.tributary.standalone.cli;

import io.tributary.standalone.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The program. A verb is a class of its own in this package, named in {@code subcommands} below; it
 * implements {@code Callable<Integer>} and returns one of {@link ExitCode}. A mistake of the user's
 * is a {@link UsageException}: its message is all that is printed.
 */
@Command(
    name = "tributary",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Tributary: the hub for many Prometheus agents, on Kafka.%n",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nStart here:%n",
    footer = {
      "  tributary demo                          three simulated clusters, and an alert in two"
          + " minutes",
      "  tributary up --rules rules.yml \\",
      "      --remote-write http://hub:9090/api/v1/write \\",
      "      --alertmanager http://alerts:9093   everything in one process",
      "  tributary help COMMAND                  what a command takes"
    },
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      TailCommand.class,
      RulesCommand.class,
      PromqlCommand.class,
      GatewayCommand.class,
      StreamsCommand.class,
      SinkCommand.class,
      KafkaCommand.class,
      HelpCommand.class
    })
public final class Tributary {
  private Tributary() {}

  /** Runs the verb that the arguments name. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs the verb that the arguments name, and returns the exit code of the process. */
  static int run(String... args) {
    return commandLine().execute(args.length == 0 ? new String[] {"--help"} : args);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Tributary())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(Tributary::report);
  }

  private static int report(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof UsageException || e instanceof ConfigException) {
      command.getErr().println("tributary: " + e.getMessage());
      return ExitCode.USAGE;
    }
    throw e;
  }
}
