package io.tributary.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks at rule files: Prometheus's own and PrometheusRule manifests.%n",
    subcommands = {
      RulesCheckCommand.class,
      RulesExplainCommand.class,
      RulesTestCommand.class,
      RulesBacktestCommand.class,
      HelpCommand.class
    })
final class RulesCommand {}
