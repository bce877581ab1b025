package io.tributary.standalone.cli;

import io.tributary.standalone.config.ConfigException;
import io.tributary.standalone.config.FileTrouble;
import io.tributary.standalone.query.QueryFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
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
      "  tributary demo            three simulated clusters, and an alert within two minutes",
      "  tributary up --rules rules.yml --alertmanager http://alerts:9093",
      "                            everything in one process, for your own agents",
      "  tributary help COMMAND    what a command takes"
    },
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      TailCommand.class,
      RulesCommand.class,
      QueryCommand.class,
      HubCommand.class,
      PromqlCommand.class,
      GatewayCommand.class,
      StreamsCommand.class,
      SinkCommand.class,
      KafkaCommand.class,
      TrainCommand.class,
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
        .setParameterExceptionHandler(Tributary::refuse)
        .setExecutionExceptionHandler(Tributary::report);
  }

  /** One line for a mistake of the command line, and where to read on: not the whole help. */
  private static int refuse(CommandLine.ParameterException e, String... arguments) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("tributary: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static int report(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof UsageException || e instanceof ConfigException) {
      command.getErr().println("tributary: " + e.getMessage());
      return ExitCode.USAGE;
    }
    if (e instanceof QueryFailure) {
      command.getErr().println("tributary: " + e.getMessage());
      return ExitCode.FAILED;
    }
    Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
    if (cause instanceof IOException io) {
      command.getErr().println("tributary: " + FileTrouble.of(io));
      return ExitCode.FAILED;
    }
    throw e;
  }
}
