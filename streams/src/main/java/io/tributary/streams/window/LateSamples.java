package io.tributary.streams.window;

import io.tributary.promql.syntax.Matcher;
import java.util.List;

/** Is told of samples that came after instants at or after theirs had been evaluated. */
@FunctionalInterface
public interface LateSamples {
  /**
   * Some came to series that are subscribed to.
   *
   * @param matchers of the subscription
   * @param fromMs the time of the earliest of them
   * @param toMs the time of the latest
   */
  void came(List<Matcher> matchers, long fromMs, long toMs);
}
