package io.tributary.standalone.oracle;

import io.tributary.promql.exec.EngineOptions;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertTransition;
import io.tributary.streams.backtest.Replay;
import io.tributary.streams.eval.Emissions;
import io.tributary.streams.eval.EvaluationOptions;
import io.tributary.streams.eval.OutputSeries;
import io.tributary.streams.rule.RuleGroup;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The engine over a world without a log: one partition, no Kafka. */
final class DirectRun implements Emissions {
  private final Results results = new Results();
  private final Map<String, AlertRecord> alerts = new TreeMap<>();

  private DirectRun() {}

  static Results of(World world, List<RuleGroup> groups) {
    DirectRun run = new DirectRun();
    EvaluationOptions options =
        new EvaluationOptions(
            EngineOptions.defaults(), "cluster", Labels.EMPTY, "", Long.MAX_VALUE, 300_000, 1_000);
    Replay replay = new Replay(options, groups, run);
    world.history.forEach(batch -> take(replay, batch));
    for (World.Epoch epoch : world.epochs) {
      for (World.Step step : epoch.steps()) {
        step.batches().forEach(batch -> take(replay, batch));
        step.repeats().forEach(batch -> take(replay, batch));
        if (step.ticks()) {
          replay.advance(step.watermarkMs());
        }
      }
    }
    run.alerts.values().forEach(run.results::state);
    return run.results;
  }

  private static void take(Replay replay, Batch batch) {
    byte[] record = batch.record(0, 1);
    if (record != null) {
      replay.take(record);
    }
  }

  @Override
  public void sample(OutputSeries series, long timestampMs, double value) {
    results.record(series.labels(), timestampMs, value, null);
  }

  @Override
  public void histogram(OutputSeries series, long timestampMs, FloatHistogram histogram) {
    results.record(series.labels(), timestampMs, 0, Results.numbers(histogram));
  }

  @Override
  public void alert(String alertKey, @Nullable AlertRecord alert, long nowMs) {
    if (alert == null) {
      alerts.remove(alertKey);
    } else {
      alerts.put(alertKey, alert);
    }
  }

  @Override
  public void transition(String alertKey, AlertTransition transition) {
    results.transitions.add(Transition.of(transition));
  }

  @Override
  public void endGroup(long nowMs) {}

  @Override
  public void progress(long evaluatedUntilMs) {}
}
