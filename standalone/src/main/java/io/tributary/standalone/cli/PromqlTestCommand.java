package io.tributary.standalone.cli;

import io.tributary.promql.script.EngineTarget;
import io.tributary.promql.script.EvalFailure;
import io.tributary.promql.script.Script;
import io.tributary.promql.script.ScriptException;
import io.tributary.promql.script.ScriptReport;
import io.tributary.promql.script.ScriptRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Runs test scripts in Prometheus's format: series to load, queries, results to expect.",
      "Prints what went otherwise; the exit code is 1 if anything did.%n"
    })
final class PromqlTestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scripts.")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() {
    boolean passed = true;
    for (Path file : files) {
      passed &= run(file);
    }
    return passed ? ExitCode.OK : ExitCode.FAILED;
  }

  private boolean run(Path file) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Script script = Script.parse(file.toString(), Files.readString(file));
      ScriptReport report = ScriptRunner.run(script, EngineTarget.ofWholeLanguage());
      for (EvalFailure failure : report.failures()) {
        out.println(failure);
      }
      out.println(report);
      return report.passed();
    } catch (ScriptException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
