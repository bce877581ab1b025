package io.tributary.streams.eval;

import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.Interrupt;
import io.tributary.promql.exec.PreparedQuery;
import io.tributary.promql.exec.QueryException;
import io.tributary.promql.exec.Value;
import io.tributary.promql.source.SeriesSource;
import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.Parser;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.window.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compiles rules for the query engine. Of one thread. */
final class EngineCompiler implements RuleCompiler {
  private static final Logger log = LoggerFactory.getLogger(EngineCompiler.class);

  private final EvaluationOptions options;
  private final Engine engine;
  private final Parser parser;

  EngineCompiler(EvaluationOptions options) {
    this.options = options;
    this.engine = new Engine(options.engine());
    this.parser = new Parser(options.engine().parser());
  }

  @Override
  public RuleQuery query(PlannedRule rule, SeriesSource series) {
    RuleQuery query = query(rule.expr(), series);
    if (rule.partials().isEmpty()) {
      return query;
    }
    RuleQuery failures = query(failures(rule), series);
    return timestampMs -> {
      if (failures.at(timestampMs) instanceof Value.Vector failed && !failed.samples().isEmpty()) {
        Labels first = failed.samples().getFirst().labels();
        throw new QueryException(
            QueryException.Kind.EXECUTION,
            "in partition "
                + first.getOrEmpty(PartialSeries.PARTITION)
                + ": "
                + first.getOrEmpty(PartialSeries.ERROR));
      }
      return query.at(timestampMs);
    };
  }

  @Override
  public RuleQuery query(Partial partial, SeriesSource series) {
    return query(partial.expr(), series);
  }

  private RuleQuery query(String text, SeriesSource series) {
    PreparedQuery prepared = engine.prepare(text);
    return timestampMs -> prepared.instant(series, timestampMs, Interrupt.never()).value();
  }

  @Override
  public AlertTemplates templates(AlertingRule rule, SeriesSource series) {
    return new ParsedTemplates(rule, options, text -> query(text, series));
  }

  @Override
  public List<Subscription> subscriptions(PlannedRule rule, RuleGroup group) {
    long offsetMs = group.queryOffset().toMillis();
    List<Subscription> found = subscriptions(rule.expr(), offsetMs);
    if (!rule.partials().isEmpty()) {
      found.addAll(subscriptions(failures(rule), offsetMs));
    }
    if (rule.rule() instanceof AlertingRule alerting) {
      for (String query : ParsedTemplates.queries(alerting)) {
        try {
          found.addAll(TemplateExtents.of(parser.parse(query), options.engine()));
        } catch (ParseException e) {
          log.warn(
              "a query in the templates of the alert {} can't be read: {}",
              alerting.name(),
              query,
              e);
        }
      }
    }
    return found;
  }

  @Override
  public List<Subscription> subscriptions(Partial partial) {
    return subscriptions(partial.expr(), partial.offsetMs());
  }

  private List<Subscription> subscriptions(String expr, long offsetMs) {
    List<Subscription> found = new ArrayList<>();
    for (Subscription subscription : Extents.of(parser.parse(expr), options.engine(), offsetMs)) {
      // Results of partitions are of use at one instant only, but their series come again.
      found.add(
          PartialSeries.isFor(subscription)
              ? subscription.longerBy(options.engine().lookback().toMillis())
              : subscription);
    }
    return found;
  }

  private static String failures(PlannedRule rule) {
    return PartialSeries.failuresAt(rule.partials().stream().map(Partial::id).toList());
  }
}
