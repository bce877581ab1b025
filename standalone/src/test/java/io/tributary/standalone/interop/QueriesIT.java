package io.tributary.standalone.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.exec.Interrupt;
import io.tributary.promql.exec.QueryException;
import io.tributary.promql.script.ScriptSeries;
import io.tributary.promql.source.InMemorySource;
import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.schemas.histogram.FloatHistogram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus holds the same samples and is asked the same queries: it must answer the same,
 * to nine digits, and fail where we fail.
 */
class QueriesIT {
  private static final int QUERIES = Integer.getInteger("differential.queries", 1_500);
  private static final long SEED = Long.getLong("differential.seed", 1);

  private final Engine engine =
      new Engine(
          EngineOptions.defaults()
              .withParser(
                  new ParserOptions(true, true, false, false, 1 << 20, 250, 1_000, 32 << 10)));
  private final InMemorySource source = new InMemorySource();

  @Test
  void engine_answersAsPrometheusDoes(@TempDir Path directory) throws IOException {
    List<ScriptSeries> series = SampleSet.generate();
    load(series);
    KnownDifferences known = KnownDifferences.read();
    List<String> differences = new ArrayList<>();
    int excused = 0;
    int empty = 0;
    int failed = 0;
    try (QueriedPrometheus peer = QueriedPrometheus.start(directory)) {
      peer.write(series, SampleSet.START_MS, SampleSet.END_MS, 300_000);
      QueryGenerator queries = new QueryGenerator(SEED);
      Random times = new Random(SEED);
      for (int i = 0; i < QUERIES; i++) {
        Question question = Question.of(queries.next(), times);
        Answer theirs = peer.ask(question);
        Answer ours = ours(question);
        empty += theirs.isEmpty() ? 1 : 0;
        failed += theirs.failure() == null ? 0 : 1;
        @Nullable String difference = ours.differenceFrom(theirs, question.ordered());
        if (difference != null && known.excuse(question.query(), difference)) {
          excused++;
        } else if (difference != null) {
          differences.add(question + "\n    " + difference);
        }
      }
    }
    System.out.printf(
        "%d queries, of seed %d: %d differ, %d differ as known; %d are empty and %d fail in both%n",
        QUERIES, SEED, differences.size(), excused, empty, failed);
    assertThat(differences).isEmpty();
    assertThat(empty + failed).as("queries without a result").isLessThan(QUERIES / 2);
  }

  private void load(List<ScriptSeries> series) {
    for (ScriptSeries one : series) {
      for (ScriptSeries.Sample sample : one.samples()) {
        FloatHistogram histogram = sample.histogram();
        if (histogram == null) {
          source.append(one.labels(), sample.timestampMs(), sample.value(), 0);
        } else {
          source.append(one.labels(), sample.timestampMs(), histogram, 0);
        }
      }
    }
  }

  private Answer ours(Question q) {
    try {
      return Answer.of(
          q.instant()
              ? engine.instant(q.query(), source, q.startMs(), Interrupt.never()).value()
              : engine
                  .range(q.query(), source, q.startMs(), q.endMs(), q.stepMs(), Interrupt.never())
                  .value());
    } catch (ParseException | QueryException | IllegalArgumentException e) {
      return Answer.failed(String.valueOf(e.getMessage()));
    }
  }
}
