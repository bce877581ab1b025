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
 */
public record Selection(List<Matcher> matchers, long fromMs, long toMs) {
  /** Copies the matchers. */
  public Selection {
    matchers = List.copyOf(matchers);
    if (fromMs > toMs) {
      throw new IllegalArgumentException("selection ends at " + toMs + " ms, before " + fromMs);
    }
  }
}
