package io.tributary.promql.source;

/**
 * A store of series that expressions are evaluated over.
 *
 * <p>Threading: {@link #select} is called by the one thread that runs a query; queries of several
 * threads may call it at the same time, unless the store says otherwise.
 */
@FunctionalInterface
public interface SeriesSource {
  /**
   * The series that match, as they are now: what is appended later need not be seen, and must not
   * be seen half.
   *
   * <p>A store that is asked the same again and again (rules) should answer with the very same
   * {@link SeriesSet} object for as long as its series have not changed: operators keep the label
   * work that they did for a set (groups, join sides, result labels) for as long as they get that
   * object. Its samples may have grown meanwhile.
   */
  SeriesSet select(Selection selection);
}
