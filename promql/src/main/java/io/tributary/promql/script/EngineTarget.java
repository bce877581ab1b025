package io.tributary.promql.script;

import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.exec.Interrupt;
import io.tributary.promql.exec.QueryException;
import io.tributary.promql.exec.QueryResult;
import io.tributary.promql.source.InMemorySource;
import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An engine over series in memory. */
public final class EngineTarget implements ScriptTarget {
  private final Engine engine;
  private final InMemorySource source = new InMemorySource();

  /** With the engine to be tested. */
  public EngineTarget(Engine engine) {
    this.engine = engine;
  }

  /** With an engine that knows the whole language, as the format asks for. */
  public static EngineTarget ofWholeLanguage() {
    return new EngineTarget(
        new Engine(
            EngineOptions.defaults()
                .withParser(ParserOptions.everything())
                .withDelayedNameRemoval(true)
                .withStartTimestamps(true)));
  }

  @Override
  public void clear() {
    source.clear();
  }

  @Override
  public void load(List<ScriptSeries> series) {
    // A series that is there twice counts as written last.
    Map<Labels, ScriptSeries> last = new LinkedHashMap<>();
    series.forEach(one -> last.put(one.labels(), one));
    for (ScriptSeries one : last.values()) {
      FloatHistogram previous = null;
      for (ScriptSeries.Sample sample : one.samples()) {
        FloatHistogram histogram = sample.histogram();
        if (histogram == null) {
          source.append(one.labels(), sample.timestampMs(), sample.value(), sample.startMs());
        } else {
          source.append(
              one.labels(), sample.timestampMs(), hinted(histogram, previous), sample.startMs());
        }
        previous = histogram;
      }
    }
  }

  /** A store knows of two histograms in a row whether the counter was reset between them. */
  private static FloatHistogram hinted(
      FloatHistogram histogram, @Nullable FloatHistogram previous) {
    if (previous == null || histogram.isStale() || histogram.hint() != CounterReset.UNKNOWN) {
      return histogram;
    }
    return histogram.withHint(
        histogram.isResetAfter(previous) ? CounterReset.RESET : CounterReset.NOT_RESET);
  }

  @Override
  public Outcome instant(String query, long atMs) {
    return outcome(() -> engine.instant(query, source, atMs, Interrupt.never()));
  }

  @Override
  public Outcome range(String query, long startMs, long endMs, long stepMs) {
    return outcome(() -> engine.range(query, source, startMs, endMs, stepMs, Interrupt.never()));
  }

  private static Outcome outcome(Supplier<QueryResult> query) {
    try {
      QueryResult result = query.get();
      return new Outcome.Answer(result.value(), result.annotations());
    } catch (ParseException | QueryException e) {
      return new Outcome.Failure(String.valueOf(e.getMessage()));
    }
  }
}
