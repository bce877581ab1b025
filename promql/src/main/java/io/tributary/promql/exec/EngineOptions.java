package io.tributary.promql.exec;

import io.tributary.promql.syntax.ParserOptions;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * All that changes what queries mean or may cost. Nothing about them is global.
 *
 * @param parser what of the language is accepted
 * @param lookback how long after its last sample a series counts as present
 * @param defaultSubqueryStep the step of a subquery that names none
 * @param maxSamples the most samples that a query may hold at one time
 * @param maxBytes the most memory that a query may hold at one time, in results and shared parts
 * @param delayedNameRemoval whether the metric name is dropped at the end of the query, rather than
 *     by each operator
 * @param startTimestamps whether counters' start timestamps are used
 * @param typeAndUnitLabels whether {@code __type__} tells counters, rather than the name's suffix
 * @param executor runs parts of a query beside the calling thread, or null for one thread only. The
 *     caller's own: never shut down here
 * @param parallelism how many threads a query may use, the calling one included
 */
public record EngineOptions(
    ParserOptions parser,
    Duration lookback,
    Duration defaultSubqueryStep,
    long maxSamples,
    long maxBytes,
    boolean delayedNameRemoval,
    boolean startTimestamps,
    boolean typeAndUnitLabels,
    @Nullable Executor executor,
    int parallelism) {
  /** Checks the limits. */
  public EngineOptions {
    if (lookback.isNegative() || lookback.isZero()) {
      throw new IllegalArgumentException("lookback must be > 0: was " + lookback);
    }
    if (defaultSubqueryStep.isNegative() || defaultSubqueryStep.isZero()) {
      throw new IllegalArgumentException(
          "defaultSubqueryStep must be > 0: was " + defaultSubqueryStep);
    }
    if (maxSamples <= 0 || maxBytes <= 0) {
      throw new IllegalArgumentException(
          "maxSamples and maxBytes must be > 0: were " + maxSamples + ", " + maxBytes);
    }
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism must be >= 1: was " + parallelism);
    }
  }

  /**
   * As a Prometheus without feature flags, on one thread; a query holds at most 2 GiB, and no more
   * than a quarter of the JVM's heap.
   */
  public static EngineOptions defaults() {
    return new EngineOptions(
        ParserOptions.stable(),
        Duration.ofMinutes(5),
        Duration.ofMinutes(1),
        50_000_000,
        Math.min(2L << 30, Runtime.getRuntime().maxMemory() / 4),
        false,
        false,
        false,
        null,
        1);
  }

  /** With another parser. */
  public EngineOptions withParser(ParserOptions other) {
    return new EngineOptions(
        other,
        lookback,
        defaultSubqueryStep,
        maxSamples,
        maxBytes,
        delayedNameRemoval,
        startTimestamps,
        typeAndUnitLabels,
        executor,
        parallelism);
  }

  /** With another lookback. */
  public EngineOptions withLookback(Duration other) {
    return new EngineOptions(
        parser,
        other,
        defaultSubqueryStep,
        maxSamples,
        maxBytes,
        delayedNameRemoval,
        startTimestamps,
        typeAndUnitLabels,
        executor,
        parallelism);
  }

  /** With another step for subqueries that name none. */
  public EngineOptions withDefaultSubqueryStep(Duration other) {
    return new EngineOptions(
        parser,
        lookback,
        other,
        maxSamples,
        maxBytes,
        delayedNameRemoval,
        startTimestamps,
        typeAndUnitLabels,
        executor,
        parallelism);
  }

  /** With other limits. */
  public EngineOptions withLimits(long samples, long bytes) {
    return new EngineOptions(
        parser,
        lookback,
        defaultSubqueryStep,
        samples,
        bytes,
        delayedNameRemoval,
        startTimestamps,
        typeAndUnitLabels,
        executor,
        parallelism);
  }

  /** With the metric name dropped late, or not. */
  public EngineOptions withDelayedNameRemoval(boolean on) {
    return new EngineOptions(
        parser,
        lookback,
        defaultSubqueryStep,
        maxSamples,
        maxBytes,
        on,
        startTimestamps,
        typeAndUnitLabels,
        executor,
        parallelism);
  }

  /** With start timestamps used, or not. */
  public EngineOptions withStartTimestamps(boolean on) {
    return new EngineOptions(
        parser,
        lookback,
        defaultSubqueryStep,
        maxSamples,
        maxBytes,
        delayedNameRemoval,
        on,
        typeAndUnitLabels,
        executor,
        parallelism);
  }

  /** With {@code __type__} used, or not. */
  public EngineOptions withTypeAndUnitLabels(boolean on) {
    return new EngineOptions(
        parser,
        lookback,
        defaultSubqueryStep,
        maxSamples,
        maxBytes,
        delayedNameRemoval,
        startTimestamps,
        on,
        executor,
        parallelism);
  }

  /** With threads lent by the caller. */
  public EngineOptions withExecutor(@Nullable Executor lent, int threads) {
    return new EngineOptions(
        parser,
        lookback,
        defaultSubqueryStep,
        maxSamples,
        maxBytes,
        delayedNameRemoval,
        startTimestamps,
        typeAndUnitLabels,
        lent,
        threads);
  }
}
