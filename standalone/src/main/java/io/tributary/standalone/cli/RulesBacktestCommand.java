package io.tributary.standalone.cli;

import io.tributary.promql.syntax.DurationText;
import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.Parser;
import io.tributary.schemas.topic.Topic;
import io.tributary.standalone.config.TributaryConfig;
import io.tributary.standalone.logging.LibraryLogs;
import io.tributary.standalone.query.QueryTime;
import io.tributary.streams.RuleEngineConfig;
import io.tributary.streams.backtest.Backtest;
import io.tributary.streams.backtest.BacktestReport;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.rule.RuleLoader;
import io.tributary.streams.rule.RuleProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description =
        "Says what rules would have done: evaluates them over what the log in Kafka holds of a"
            + " span of time, with the samples that were there in time, and the real states of"
            + " alerts (for, keep_firing_for). Windows are filled from the log before the span."
            + " Nothing is written, and nobody is notified. Memory and time grow with the series"
            + " that the rules look at, and with their longest window.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary rules backtest new.yml --from -6h",
      "  tributary rules backtest new.yml --from 2026-11-25T08:00:00Z --to -1d",
      "  tributary rules backtest --expr 'up == 0' --for 5m --from -1d",
      "  tributary rules backtest new.yml --from -1d --json | jq .alerts%n",
      "Results of rules that are not in FILE are taken as they were recorded.",
      "The log goes back as far as retention.ms of tributary.samples says."
    })
final class RulesBacktestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Rule files, PrometheusRule manifests, and folders of them.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "The first instant: -6h, 1764172800 or 2026-11-26T16:00:00Z.")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "TIME",
      defaultValue = "now",
      description = "The last instant. Default: as far as the log goes.")
  private String to = "now";

  @Option(
      names = "--expr",
      paramLabel = "PROMQL",
      description = "A draft of an alert, evaluated as if it stood in a file; repeatable.")
  private List<String> drafts = new ArrayList<>();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "0s",
      description = "How long a draft's result must last before it fires. Default: 0s.")
  private String holdFor = "0s";

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      description =
          "Between evaluations of drafts, and of groups without one. (rules.evaluation_interval)")
  private @Nullable String interval;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Option(names = "--utc", description = "Times of the table in UTC rather than local time.")
  private boolean utc;

  private final InstantSource clock = InstantSource.system();

  @Override
  public Integer call() {
    if (files.isEmpty() && drafts.isEmpty()) {
      throw new UsageException("which rules? Give a FILE, or an expression with --expr");
    }
    Instant now = clock.instant();
    long fromMs = time("--from", from, now);
    long toMs = time("--to", to, now);
    if (toMs <= fromMs) {
      throw new UsageException(
          "--to %s is not after --from %s"
              .formatted(Instant.ofEpochMilli(toMs), Instant.ofEpochMilli(fromMs)));
    }
    TributaryConfig read =
        KafkaOptions.read(kafka.source().set("--interval", "rules.evaluation_interval", interval));
    RuleEngineConfig engine = read.rules();
    RuleLoader.Loaded loaded = new RuleLoader(files, engine.defaultInterval()).load();
    for (RuleProblem problem : loaded.problems()) {
      spec.commandLine().getErr().println(problem);
    }
    if (!loaded.problems().isEmpty()) {
      return ExitCode.FAILED;
    }
    List<RuleGroup> groups = new ArrayList<>(loaded.rules().groups());
    if (!drafts.isEmpty()) {
      groups.add(draft(engine));
    }
    BacktestReport report = run(read, engine, groups, fromMs, toMs);
    spec.commandLine()
        .getOut()
        .print(
            json
                ? BacktestJson.of(report)
                : BacktestText.of(report, utc ? ZoneId.of("UTC") : ZoneId.systemDefault()));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private BacktestReport run(
      TributaryConfig read,
      RuleEngineConfig engine,
      List<RuleGroup> groups,
      long fromMs,
      long toMs) {
    // What keeps it from Kafka is said below, once; the client says it twice a second.
    LibraryLogs.onlyErrors();
    ProgressBar bar = ProgressBar.onTerminal(spec.commandLine().getErr());
    try (KafkaConsumer<byte[], byte[]> consumer = KafkaOptions.consumer(read)) {
      return Backtest.run(consumer, engine.evaluation(), groups, fromMs, toMs, bar::at);
    } catch (TimeoutException e) {
      throw KafkaOptions.noAnswer(Topic.SAMPLES);
    } finally {
      bar.clear();
    }
  }

  private RuleGroup draft(RuleEngineConfig engine) {
    Parser parser = new Parser(engine.engine().parser());
    List<Rule> rules = new ArrayList<>();
    for (String expr : drafts) {
      try {
        parser.parse(expr);
      } catch (ParseException e) {
        throw new UsageException("--expr " + expr + ": " + e.getMessage());
      }
      String name = drafts.size() == 1 ? "Draft" : "Draft" + (rules.size() + 1);
      rules.add(new AlertingRule(name, expr, holdFor(), Duration.ZERO, Map.of(), Map.of(), 1));
    }
    return new RuleGroup(
        "--expr",
        "drafts",
        engine.defaultInterval(),
        Duration.ZERO,
        0,
        Map.of(),
        rules,
        false,
        Map.of());
  }

  private Duration holdFor() {
    try {
      return Duration.ofMillis(DurationText.parseMillis(holdFor));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--for " + holdFor + ": " + e.getMessage());
    }
  }

  private static long time(String option, String text, Instant now) {
    try {
      return QueryTime.parse(text, now).toEpochMilli();
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }
}
