package io.tributary.streams.template;

import java.util.List;

/** Answers what a template asks with {@code query}. */
@FunctionalInterface
public interface TemplateQuery {
  /** Answers that there are no queries, to templates that must not ask any. */
  TemplateQuery NONE =
      promql -> {
        throw new IllegalStateException("no queries can be asked here: " + promql);
      };

  /**
   * The result of the query at the time of the expansion, in the order of the engine; a scalar is
   * one sample without labels.
   *
   * @throws RuntimeException where it fails; its message becomes part of the template's error
   */
  List<TemplateSample> run(String promql);
}
