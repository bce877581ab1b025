package io.tributary.promql.source;

import io.tributary.promql.syntax.Matcher;
import java.util.List;

/**
 * What an expression asks of a store.
 *
 * @param matchers all of these hold for the labels of each series selected; one on {@code __name__}
 *     is an ordinary one. A label that a series lacks has the empty value. Never empty.
 * @param fromMs the earliest sample that will be read, inclusive. A series without samples in the
 *     range may be left out or not, as is cheaper
 * @param toMs the latest sample that will be read, inclusive
 * @param checkpoint throws where the query is called off or out of time. A store runs it now and
 *     then while it compares labels, which with a dear regular expression may take long
 */
public record Selection(List<Matcher> matchers, long fromMs, long toMs, Runnable checkpoint) {
  /** One that is never called off. */
  public Selection(List<Matcher> matchers, long fromMs, long toMs) {
    this(matchers, fromMs, toMs, () -> {});
  }

  /** Copies the matchers. */
  public Selection {
    matchers = List.copyOf(matchers);
    if (fromMs > toMs) {
      throw new IllegalArgumentException("selection ends at " + toMs + " ms, before " + fromMs);
    }
  }
}
