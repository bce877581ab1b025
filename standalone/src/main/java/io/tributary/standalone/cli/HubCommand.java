package io.tributary.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

@Command(
    name = "hub",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks at what the embedded hub keeps on disk.%n",
    subcommands = {HubInspectCommand.class, HelpCommand.class})
final class HubCommand {}
