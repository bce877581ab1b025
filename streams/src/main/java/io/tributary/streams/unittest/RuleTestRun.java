package io.tributary.streams.unittest;

import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.exec.Interrupt;
import io.tributary.promql.exec.QueryException;
import io.tributary.promql.exec.Value;
import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.SeriesDescription;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.HistogramWriter;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.streams.alert.Alert;
import io.tributary.streams.alert.AlertPhase;
import io.tributary.streams.backtest.Replay;
import io.tributary.streams.eval.EvaluationOptions;
import io.tributary.streams.eval.GroupStatus;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.template.PrometheusDuration;
import io.tributary.streams.unittest.RuleTestCase.AlertCheck;
import io.tributary.streams.unittest.RuleTestCase.ExpectedSample;
import io.tributary.streams.unittest.RuleTestCase.FiringAlert;
import io.tributary.streams.unittest.RuleTestCase.QueryCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs one test: all groups are evaluated at 0, one evaluation interval, two, ..., each time with
 * the samples until then. Of one thread.
 */
public final class RuleTestRun {
  private final RuleTestCase test;
  private final long intervalMs;
  private final SampleComparison comparison;
  private final CollectedSeries collected = new CollectedSeries();
  private final Replay replay;
  private final List<String> failures = new ArrayList<>();
  private int taken;

  private RuleTestRun(RuleTestFile file, RuleTestCase test, List<RuleGroup> groups) {
    this.test = test;
    this.intervalMs = file.evaluationInterval().toMillis();
    this.comparison = new SampleComparison(file.fuzzy());
    EvaluationOptions options =
        new EvaluationOptions(
            EngineOptions.defaults(),
            "cluster",
            test.externalLabels(),
            test.externalUrl(),
            Long.MAX_VALUE,
            EvaluationOptions.DEFAULT_CORRECTED_WITHIN_MS,
            EvaluationOptions.DEFAULT_UNSELECTED_SERIES);
    replay = new Replay(options, ordered(groups, file), collected);
  }

  /**
   * Runs a test of a file with the groups of the rule files that it names.
   *
   * @return what came out otherwise than expected, in words; empty: the test passes
   */
  public static List<String> failures(
      RuleTestFile file, RuleTestCase test, List<RuleGroup> groups) {
    RuleTestRun run = new RuleTestRun(file, test, groups);
    run.evaluate();
    run.test.queryChecks().forEach(run::check);
    return List.copyOf(run.failures);
  }

  /** All with the interval of the test, and in its order. */
  private static List<RuleGroup> ordered(List<RuleGroup> groups, RuleTestFile file) {
    List<RuleGroup> ordered = new ArrayList<>();
    for (RuleGroup group : groups) {
      ordered.add(
          new RuleGroup(
              group.source(),
              group.name(),
              file.evaluationInterval(),
              group.queryOffset(),
              group.limit(),
              group.labels(),
              group.rules(),
              group.corrections(),
              group.extensions()));
    }
    ordered.sort(
        (a, b) ->
            Integer.compare(
                file.groupOrder().indexOf(a.name()), file.groupOrder().indexOf(b.name())));
    return ordered;
  }

  private void evaluate() {
    replay.advance(-1);
    for (long now = 0; now <= test.untilMs(); now += intervalMs) {
      takeUntil(now);
      replay.advance(now);
      for (GroupStatus group : replay.status()) {
        for (GroupStatus.RuleStatus rule : group.rules()) {
          if (rule.lastError() != null) {
            failures.add(
                "rule " + rule.rule().name() + " at " + time(now) + ": " + rule.lastError());
          }
        }
      }
      for (AlertCheck check : test.alertChecks()) {
        if (now <= check.atMs() && check.atMs() < now + intervalMs) {
          check(check);
        }
      }
    }
    // Queries may look at what comes after the last evaluation.
    takeUntil(Long.MAX_VALUE / 2);
  }

  private void takeUntil(long untilMs) {
    long stepMs = test.interval().toMillis();
    int most = test.series().stream().mapToInt(series -> series.items().size()).max().orElse(0);
    while (taken < most && taken * stepMs <= untilMs) {
      take(taken, taken * stepMs);
      taken++;
    }
  }

  private void take(int index, long timestampMs) {
    RequestWriter writer = new RequestWriter();
    HistogramWriter histograms = new HistogramWriter();
    for (SeriesDescription series : test.series()) {
      if (index >= series.items().size() || series.items().get(index).omitted()) {
        continue;
      }
      SeriesDescription.Item item = series.items().get(index);
      writer.startSeries(Fingerprint.of(series.labels()), series.labels());
      if (item.histogram() == null) {
        writer.sample(timestampMs, item.value(), 0);
      } else {
        byte[] message = histograms.write(item.histogram(), timestampMs, 0);
        writer.histogram(message, 0, message.length);
      }
      writer.endSeries();
      collected.add(series.labels(), timestampMs, item.value(), item.histogram());
    }
    if (writer.seriesCount() > 0) {
      replay.take(writer.toByteArray());
    }
  }

  private void check(AlertCheck check) {
    List<FiringAlert> firing = new ArrayList<>();
    for (GroupStatus group : replay.status()) {
      for (GroupStatus.RuleStatus rule : group.rules()) {
        for (Alert alert : rule.alerts()) {
          if (rule.rule().name().equals(check.alert()) && alert.phase() == AlertPhase.FIRING) {
            firing.add(new FiringAlert(alert.labels(), alert.annotations()));
          }
        }
      }
    }
    List<FiringAlert> missing = new ArrayList<>(check.expected());
    List<FiringAlert> unexpected = new ArrayList<>();
    for (FiringAlert alert : firing) {
      if (!missing.remove(alert)) {
        unexpected.add(alert);
      }
    }
    if (!missing.isEmpty() || !unexpected.isEmpty()) {
      failures.add(
          "alert %s at %s:%s%s"
              .formatted(
                  check.alert(),
                  time(check.atMs()),
                  lines("expected and not firing", missing),
                  lines("firing and not expected", unexpected)));
    }
  }

  private void check(QueryCheck check) {
    String where = "query " + check.expr() + " at " + time(check.atMs()) + ":";
    try {
      Value value =
          new Engine(EngineOptions.defaults())
              .instant(check.expr(), collected.source(), check.atMs(), Interrupt.never())
              .value();
      List<ExpectedSample> got = new ArrayList<>();
      switch (value) {
        case Value.Scalar scalar -> got.add(new ExpectedSample(Labels.EMPTY, scalar.value(), null));
        case Value.Vector vector ->
            vector
                .samples()
                .forEach(s -> got.add(new ExpectedSample(s.labels(), s.value(), s.histogram())));
        case Value.Text _, Value.Matrix _ -> {
          failures.add(where + " the result is neither a vector nor a scalar");
          return;
        }
      }
      List<ExpectedSample> missing = new ArrayList<>(check.expected());
      List<ExpectedSample> unexpected = comparison.unexpected(got, missing);
      if (!missing.isEmpty() || !unexpected.isEmpty()) {
        failures.add(
            where + lines("expected and not there", missing) + lines("not expected", unexpected));
      }
    } catch (ParseException | QueryException e) {
      failures.add(where + " " + e.getMessage());
    }
  }

  private static String lines(String what, List<?> things) {
    StringBuilder lines = new StringBuilder();
    for (Object thing : things) {
      lines.append("\n    ").append(what).append(": ").append(thing);
    }
    return lines.toString();
  }

  private static String time(long ms) {
    return PrometheusDuration.format(Duration.ofMillis(ms));
  }
}
