package io.tributary.promql.exec;

import io.tributary.promql.source.SeriesSource;
import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.Parser;

/**
 * Runs queries. Immutable and thread-safe: one engine serves any number of threads; each query runs
 * on its caller's thread, and on those of the options' executor.
 */
public final class Engine {
  private final EngineOptions options;
  private final Parser parser;

  /** An engine with these options. */
  public Engine(EngineOptions options) {
    this.options = options;
    this.parser = new Parser(options.parser());
  }

  /** The options. */
  public EngineOptions options() {
    return options;
  }

  /**
   * A query to be run any number of times.
   *
   * @throws io.tributary.promql.syntax.ParseException where it is no query
   */
  public PreparedQuery prepare(String query) {
    return new PreparedQuery(options, query, parser.parse(query));
  }

  /**
   * The same of an expression that is parsed already.
   *
   * @param query its text, to which positions in notes refer
   */
  public PreparedQuery prepare(String query, Expr expr) {
    return new PreparedQuery(options, query, expr);
  }

  /**
   * What the query gives at one instant.
   *
   * @throws io.tributary.promql.syntax.ParseException where it is no query
   * @throws QueryException where it fails
   */
  public QueryResult instant(
      String query, SeriesSource source, long timestampMs, Interrupt interrupt) {
    return prepare(query).instant(source, timestampMs, interrupt);
  }

  /**
   * What the query gives at each instant of a range.
   *
   * @throws io.tributary.promql.syntax.ParseException where it is no query
   * @throws QueryException where it fails
   */
  public QueryResult range(
      String query,
      SeriesSource source,
      long startMs,
      long endMs,
      long stepMs,
      Interrupt interrupt) {
    return prepare(query).range(source, startMs, endMs, stepMs, interrupt);
  }
}
