package io.tributary.standalone.cli;

import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.exec.Explanation;
import io.tributary.promql.exec.Interrupt;
import io.tributary.promql.exec.PreparedQuery;
import io.tributary.promql.exec.QueryException;
import io.tributary.promql.script.Command.Load;
import io.tributary.promql.script.Script;
import io.tributary.promql.script.ScriptException;
import io.tributary.promql.script.ScriptSeries;
import io.tributary.promql.source.InMemorySource;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.schemas.histogram.FloatHistogram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the plan of a query: the operators that it is made of, inputs below what reads them.",
      "With --analyze it is run, and what each operator cost stands beside it.%n"
    })
final class PromqlExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private PromqlQuery query = new PromqlQuery();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Option(
      names = "--range",
      paramLabel = "SECONDS",
      description = "Of a range query: from its start to its end. Default: an instant query.")
  private long rangeSeconds;

  @Option(
      names = "--step",
      paramLabel = "SECONDS",
      description = "Of a range query. Default: ${DEFAULT-VALUE}.")
  private long stepSeconds = 60;

  @Option(
      names = "--analyze",
      paramLabel = "FILE",
      description = "Runs the query on the series that this test script loads.")
  private @Nullable Path data;

  @Option(
      names = "--at",
      paramLabel = "SECONDS",
      description = "With --analyze: the time of the query, or of its end. Default: 0.")
  private long atSeconds;

  @Override
  public Integer call() {
    String text = query.text();
    Engine engine = new Engine(EngineOptions.defaults().withParser(ParserOptions.everything()));
    PreparedQuery prepared = engine.prepare(text, PromqlQuery.parse(text));
    Explanation explanation = explanation(prepared);
    spec.commandLine().getOut().println(json ? explanation.toJson() : explanation.toText());
    return ExitCode.OK;
  }

  private Explanation explanation(PreparedQuery prepared) {
    long rangeMs = Duration.ofSeconds(rangeSeconds).toMillis();
    long stepMs = Duration.ofSeconds(stepSeconds).toMillis();
    Path script = data;
    if (script == null) {
      return prepared.explain(rangeMs == 0 ? 0 : stepMs, rangeMs);
    }
    long atMs = Duration.ofSeconds(atSeconds).toMillis();
    try {
      InMemorySource source = read(script);
      PreparedQuery.Analysis analysis =
          rangeMs == 0
              ? prepared.analyzeInstant(source, atMs, Interrupt.never(), System::nanoTime)
              : prepared.analyzeRange(
                  source, atMs - rangeMs, atMs, stepMs, Interrupt.never(), System::nanoTime);
      return analysis.explanation();
    } catch (QueryException | ScriptException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static InMemorySource read(Path file) {
    InMemorySource source = new InMemorySource();
    Script script;
    try {
      script = Script.parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    script.commands().stream()
        .filter(Load.class::isInstance)
        .flatMap(load -> ((Load) load).series().stream())
        .forEach(series -> append(source, series));
    return source;
  }

  private static void append(InMemorySource source, ScriptSeries series) {
    for (ScriptSeries.Sample sample : series.samples()) {
      FloatHistogram histogram = sample.histogram();
      if (histogram == null) {
        source.append(series.labels(), sample.timestampMs(), sample.value(), sample.startMs());
      } else {
        source.append(series.labels(), sample.timestampMs(), histogram, sample.startMs());
      }
    }
  }
}
