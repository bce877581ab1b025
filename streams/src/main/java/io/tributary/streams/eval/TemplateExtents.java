package io.tributary.streams.eval;

import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.Matcher;
import io.tributary.streams.template.TemplateQueries;
import io.tributary.streams.window.Subscription;
import java.util.ArrayList;
import java.util.List;

/**
 * Works out which series a template's query may look at, where parts of it are only known when the
 * template is expanded: a matcher with such a part is left out, so that all series that it may
 * select are kept.
 */
final class TemplateExtents {
  private TemplateExtents() {}

  static List<Subscription> of(Expr expr, EngineOptions options) {
    List<Subscription> found = new ArrayList<>();
    for (Subscription exact : Extents.of(expr, options, 0)) {
      List<Matcher> known = new ArrayList<>();
      for (Matcher matcher : exact.matchers()) {
        if (!matcher.value().contains(TemplateQueries.UNKNOWN)) {
          known.add(matcher);
        }
      }
      // Without any matcher left it would select everything there is: such a query finds what
      // other rules look at.
      if (!known.isEmpty()) {
        found.add(new Subscription(known, exact.retentionMs(), exact.nearMs()));
      }
    }
    return found;
  }
}
