package io.tributary.streams.eval;

import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.Interrupt;
import io.tributary.promql.exec.PreparedQuery;
import io.tributary.promql.source.SeriesSource;
import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.Parser;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.Rule;
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
  public RuleQuery query(Rule rule, SeriesSource series) {
    return query(rule.expr(), series);
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
  public List<Subscription> subscriptions(Rule rule, RuleGroup group) {
    long offsetMs = group.queryOffset().toMillis();
    List<Subscription> found =
        new ArrayList<>(Extents.of(parser.parse(rule.expr()), options.engine(), offsetMs));
    if (rule instanceof AlertingRule alerting) {
      for (String query : ParsedTemplates.queries(alerting)) {
        try {
          found.addAll(TemplateExtents.of(parser.parse(query), options.engine()));
        } catch (ParseException e) {
          log.warn(
              "a query in the templates of the alert {} can't be read: {}", rule.name(), query, e);
        }
      }
    }
    return found;
  }
}
