package io.tributary.streams.backtest;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.promql.source.SeriesSource;
import io.tributary.promql.syntax.Parser;
import io.tributary.streams.eval.Emissions;
import io.tributary.streams.eval.EngineFactory;
import io.tributary.streams.eval.EvaluationMetrics;
import io.tributary.streams.eval.EvaluationOptions;
import io.tributary.streams.eval.Feeds;
import io.tributary.streams.eval.GroupStatus;
import io.tributary.streams.eval.MergeLink;
import io.tributary.streams.eval.ScopePlanner;
import io.tributary.streams.eval.TaskEngine;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.rule.RuleSet;
import java.util.List;
import java.util.Set;

/**
 * The engine of one task, whose partition is whatever it is given: the same windows, the same
 * evaluation and the same alert states as in production, in memory alone. Of one thread.
 */
public final class Replay {
  private final TaskEngine engine;

  /** An engine at the start of a log. */
  public Replay(EvaluationOptions options, List<RuleGroup> groups, Emissions emissions) {
    EvaluationMetrics metrics = new EvaluationMetrics(new PrometheusRegistry());
    ForgetfulStore store = new ForgetfulStore();
    engine =
        new EngineFactory(options, metrics)
            .create(store, store, emissions, MergeLink.merger(Feeds.ALL));
    ScopePlanner planner =
        new ScopePlanner(
            new Parser(options.engine().parser()), options.clusterLabel(), 1, Set.of());
    engine.start(planner.plan(new RuleSet(groups)).ofPartition());
  }

  /**
   * Takes the value of a record of samples.
   *
   * @throws io.tributary.schemas.remotewrite.WireFormatException where it can't be read
   */
  public void take(byte[] record) {
    engine.take(record);
  }

  /** Goes on to this watermark without evaluating anything; only before the first advance. */
  public void pass(long watermarkMs) {
    engine.pass(watermarkMs);
  }

  /** How many samples were taken, those that no rule selects included. */
  public long samplesRead() {
    return engine.counts().read;
  }

  /** Evaluates all instants until this watermark; the first one is where evaluation begins. */
  public void advance(long watermarkMs) {
    engine.advance(watermarkMs);
  }

  /** The samples that rules may still look at. */
  public SeriesSource series() {
    return engine.windows();
  }

  /** The groups as they stand after the latest evaluation. */
  public List<GroupStatus> status() {
    return engine.status();
  }
}
