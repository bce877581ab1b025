package io.tributary.streams.template;

import java.util.Set;

/**
 * The queries of a template, as far as they can be known before it is expanded.
 *
 * @param exact those written out in full
 * @param patterns those put together with {@code printf} or {@code print}, with {@link #UNKNOWN}
 *     for each part that is only known when the template is expanded
 * @param others whether there are queries of which nothing is known
 */
public record TemplateQueries(Set<String> exact, Set<String> patterns, boolean others) {
  /** Stands for a part that is not known: a label's value, mostly. */
  public static final String UNKNOWN = "__unknown__";

  public TemplateQueries {
    exact = Set.copyOf(exact);
    patterns = Set.copyOf(patterns);
  }

  /** Whether the template asks anything at all. */
  public boolean isEmpty() {
    return exact.isEmpty() && patterns.isEmpty() && !others;
  }
}
