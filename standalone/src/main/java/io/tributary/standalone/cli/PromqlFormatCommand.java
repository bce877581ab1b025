package io.tributary.standalone.cli;

import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.Prettifier;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "format",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a query as it is best read: what fits stays on one line.",
      "A query that is none is refused with line, column and reason.%n"
    })
final class PromqlFormatCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private PromqlQuery query = new PromqlQuery();

  @Option(
      names = "--columns",
      paramLabel = "N",
      description = "The longest piece that stays on one line. Default: ${DEFAULT-VALUE}.")
  private int columns = 100;

  @Option(names = "--one-line", description = "The canonical text, on one line.")
  private boolean oneLine;

  @Override
  public Integer call() {
    Expr expr = PromqlQuery.parse(query.text());
    spec.commandLine()
        .getOut()
        .println(oneLine ? expr.text() : new Prettifier(columns).format(expr));
    return ExitCode.OK;
  }
}
