package io.tributary.standalone.cli;

import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.rule.RuleLoader;
import io.tributary.streams.rule.RuleProblem;
import java.io.PrintWriter;
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
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Validates rule files, PrometheusRule manifests and folders of them.",
      "Prints every mistake as FILE:LINE:COLUMN: REASON; the exit code is 1 if there is one.%n"
    })
final class RulesCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files and folders.")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() {
    RuleLoader.Loaded loaded = new RuleLoader(files, Duration.ofMinutes(1)).load();
    for (RuleProblem problem : loaded.problems()) {
      spec.commandLine().getErr().println(problem);
    }
    if (!loaded.problems().isEmpty()) {
      return ExitCode.FAILED;
    }
    PrintWriter out = spec.commandLine().getOut();
    int rules = 0;
    for (RuleGroup group : loaded.rules().groups()) {
      out.printf(
          "%s: group %s: %s%n", group.source(), group.name(), count(group.rules().size(), "rule"));
      rules += group.rules().size();
      if (group.corrections()) {
        noteAlerts(group, out);
      }
    }
    out.printf(
        "%s in %s: valid%n", count(rules, "rule"), count(loaded.rules().groups().size(), "group"));
    return ExitCode.OK;
  }

  private static String count(int number, String what) {
    return number + " " + (number == 1 ? what : what + "s");
  }

  private static void noteAlerts(RuleGroup group, PrintWriter out) {
    List<String> alerts =
        group.rules().stream()
            .filter(AlertingRule.class::isInstance)
            .map(Rule::name)
            .distinct()
            .toList();
    if (!alerts.isEmpty()) {
      out.printf(
          "%s: group %s: corrections leave what alerts were as it is: %s%n",
          group.source(), group.name(), String.join(", ", alerts));
    }
  }
}
