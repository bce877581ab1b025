package io.tributary.standalone.cli;

import io.tributary.promql.syntax.Parser;
import io.tributary.standalone.config.ConfigException;
import io.tributary.standalone.config.ConfigSource;
import io.tributary.standalone.config.TributaryConfig;
import io.tributary.streams.RuleEngineConfig;
import io.tributary.streams.eval.ScopePlanner;
import io.tributary.streams.explain.Assumptions;
import io.tributary.streams.explain.GroupExplanation;
import io.tributary.streams.explain.RuleExplainer;
import io.tributary.streams.rule.RuleLoader;
import io.tributary.streams.rule.RuleProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Says of each rule where it runs and why, what it looks at and how far back, and about what"
            + " state and traffic that will cost. Partitions, sharded clusters and intervals are"
            + " those of the configuration.%n")
final class RulesExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files and folders.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration that the rules would run with.")
  private @Nullable Path config;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of tributary.samples. (kafka.partitions)")
  private @Nullable String partitions;

  @Option(
      names = "--series",
      paramLabel = "N",
      description = "Estimate for this many series a selector. Default: 1000.")
  private int series = Assumptions.DEFAULT.series();

  @Option(
      names = "--scrape-interval",
      paramLabel = "SECONDS",
      description = "Estimate for samples this far apart. Default: 15.")
  private long scrapeSeconds = Assumptions.DEFAULT.scrapeInterval().toSeconds();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() {
    RuleEngineConfig engine = engine();
    RuleLoader.Loaded loaded = new RuleLoader(files, engine.defaultInterval()).load();
    for (RuleProblem problem : loaded.problems()) {
      spec.commandLine().getErr().println(problem);
    }
    if (!loaded.problems().isEmpty()) {
      return ExitCode.FAILED;
    }
    List<GroupExplanation> groups = explainer(engine).explain(loaded.rules());
    spec.commandLine()
        .getOut()
        .print(
            json
                ? RulesExplanationJson.of(groups, assumed())
                : RulesExplanationText.of(groups, assumed()));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private RuleEngineConfig engine() {
    try {
      return TributaryConfig.read(
              ConfigSource.of(config).set("--partitions", "kafka.partitions", partitions))
          .rules();
    } catch (ConfigException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private RuleExplainer explainer(RuleEngineConfig engine) {
    ScopePlanner planner =
        new ScopePlanner(
            new Parser(engine.engine().parser()),
            engine.clusterLabel(),
            engine.partitions(),
            engine.shardedClusters());
    return new RuleExplainer(planner, engine.evaluation(), assumed());
  }

  private Assumptions assumed() {
    try {
      return new Assumptions(series, Duration.ofSeconds(scrapeSeconds));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
