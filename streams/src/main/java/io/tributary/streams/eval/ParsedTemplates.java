package io.tributary.streams.eval;

import io.tributary.promql.exec.Value;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.template.AlertData;
import io.tributary.streams.template.AlertTemplate;
import io.tributary.streams.template.Expansion;
import io.tributary.streams.template.TemplateQueries;
import io.tributary.streams.template.TemplateQuery;
import io.tributary.streams.template.TemplateSample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The templates of an alerting rule, as Prometheus expands them. Of one thread. */
final class ParsedTemplates implements AlertTemplates {
  private final EvaluationOptions options;
  private final Function<String, RuleQuery> compiler;
  private final Map<String, AlertTemplate> labels;
  private final Map<String, AlertTemplate> annotations;

  ParsedTemplates(
      AlertingRule rule, EvaluationOptions options, Function<String, RuleQuery> compiler) {
    this.options = options;
    this.compiler = compiler;
    this.labels = parse(rule, rule.labels());
    this.annotations = parse(rule, rule.annotations());
  }

  /** The queries of a rule's templates, as far as they are known. */
  static Set<String> queries(AlertingRule rule) {
    Set<String> queries = new HashSet<>();
    for (TemplateQueries of : all(rule)) {
      queries.addAll(of.exact());
      queries.addAll(of.patterns());
    }
    return queries;
  }

  /** Whether any template of the rule makes a query. */
  static boolean makesQueries(AlertingRule rule) {
    return all(rule).stream().anyMatch(queries -> !queries.isEmpty());
  }

  private static List<TemplateQueries> all(AlertingRule rule) {
    List<TemplateQueries> all = new ArrayList<>();
    parse(rule, rule.labels()).values().forEach(template -> all.add(template.queries()));
    parse(rule, rule.annotations()).values().forEach(template -> all.add(template.queries()));
    return all;
  }

  private static Map<String, AlertTemplate> parse(AlertingRule rule, Map<String, String> texts) {
    Map<String, AlertTemplate> templates = new TreeMap<>();
    texts.forEach((name, text) -> templates.put(name, AlertTemplate.parse(rule.name(), text)));
    return templates;
  }

  @Override
  public Expanded expand(Value.Sample result, long nowMs) {
    AlertData data =
        new AlertData(
            result.labels(), options.externalLabels(), result.value(), result.histogram());
    TemplateQuery query = promql -> samples(promql, nowMs);
    Expansion expansion = new Expansion(nowMs, options.externalUrl(), query);
    return new Expanded(expand(labels, data, expansion), expand(annotations, data, expansion));
  }

  private static Map<String, String> expand(
      Map<String, AlertTemplate> templates, AlertData data, Expansion expansion) {
    Map<String, String> texts = new TreeMap<>();
    templates.forEach((name, of) -> texts.put(name, of.expandOrExplain(data, expansion)));
    return texts;
  }

  private List<TemplateSample> samples(String promql, long nowMs) {
    return switch (compiler.apply(promql).at(nowMs)) {
      case Value.Scalar scalar -> List.of(new TemplateSample(Labels.EMPTY, scalar.value()));
      case Value.Vector vector ->
          vector.samples().stream()
              .map(s -> new TemplateSample(s.labels(), s.value(), s.histogram()))
              .toList();
      case Value.Text _, Value.Matrix _ ->
          throw new IllegalStateException("the result is neither a vector nor a scalar");
    };
  }
}
