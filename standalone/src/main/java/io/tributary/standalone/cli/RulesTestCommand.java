package io.tributary.standalone.cli;

import io.tributary.streams.rule.RuleLoader;
import io.tributary.streams.rule.RuleProblem;
import io.tributary.streams.unittest.RuleTestCase;
import io.tributary.streams.unittest.RuleTestFile;
import io.tributary.streams.unittest.RuleTestRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
      "Runs unit tests of rules, in the format of \"promtool test rules\".",
      "Prints what came out otherwise than expected; the exit code is 1 if anything did.%n"
    })
final class RulesTestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of unit tests.")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() {
    boolean passed = true;
    for (Path file : files) {
      List<String> failures = failures(file);
      PrintWriter out = spec.commandLine().getOut();
      out.println(file + ": " + (failures.isEmpty() ? "passed" : "FAILED"));
      failures.forEach(failure -> out.println("  " + failure));
      passed &= failures.isEmpty();
    }
    return passed ? ExitCode.OK : ExitCode.FAILED;
  }

  private static List<String> failures(Path path) {
    try {
      RuleTestFile file = RuleTestFile.parse(path.toString(), Files.readString(path));
      if (!file.problems().isEmpty()) {
        return texts(file.problems());
      }
      List<Path> ruleFiles = new ArrayList<>();
      for (String pattern : file.ruleFiles()) {
        ruleFiles.addAll(FilePattern.matches(path, pattern));
      }
      RuleLoader.Loaded rules = new RuleLoader(ruleFiles, Duration.ofMinutes(1)).load();
      if (!rules.problems().isEmpty()) {
        return texts(rules.problems());
      }
      List<String> failures = new ArrayList<>();
      int number = 0;
      for (RuleTestCase test : file.cases()) {
        number++;
        String name = test.name().isEmpty() ? "test " + number : test.name();
        for (String failure : RuleTestRun.failures(file, test, rules.rules().groups())) {
          failures.add(name + ": " + failure);
        }
      }
      return failures;
    } catch (IOException e) {
      return List.of("cannot be read: " + e);
    }
  }

  private static List<String> texts(List<RuleProblem> problems) {
    return problems.stream().map(RuleProblem::toString).toList();
  }
}
