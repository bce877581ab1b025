package io.tributary.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

@Command(
    name = "promql",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Works with queries, without a server.%n",
    subcommands = {
      PromqlFormatCommand.class,
      PromqlExplainCommand.class,
      PromqlTestCommand.class,
      HelpCommand.class
    })
final class PromqlCommand {}
