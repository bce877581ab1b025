package io.tributary.hub.api;

import io.tributary.promql.exec.Annotation;
import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.Interrupt;
import io.tributary.promql.exec.PreparedQuery;
import io.tributary.promql.exec.QueryException;
import io.tributary.promql.exec.QueryResult;
import io.tributary.promql.exec.Value;
import io.tributary.promql.source.SeriesSource;
import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.ValueType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** {@code query} and {@code query_range}. */
final class QueryEndpoints {
  private static final int MAX_POINTS = 11_000;

  private final Engine engine;
  private final SeriesSource source;
  private final QueryLimits limits;
  private final InstantSource clock;
  private final Semaphore running;

  QueryEndpoints(Engine engine, SeriesSource source, QueryLimits limits, InstantSource clock) {
    this.engine = engine;
    this.source = source;
    this.limits = limits;
    this.clock = clock;
    this.running = new Semaphore(limits.maxConcurrency(), true);
  }

  Answer query(Params params) {
    int limit = params.limit("limit");
    long timeMs = params.timeMs("time", clock.millis());
    Duration timeout = timeout(params);
    QueryTimings timings = new QueryTimings();
    PreparedQuery query = prepare(params);
    timings.prepared();
    QueryResult result =
        run(
            params.client(),
            timeout,
            timings,
            interrupt -> query.instant(source, timeMs, interrupt));
    return answer(result, limit, params, timings);
  }

  Answer queryRange(Params params) {
    int limit = params.limit("limit");
    long startMs = params.timeMs("start");
    long endMs = params.timeMs("end");
    if (endMs < startMs) {
      throw ApiException.invalidParameter("end", "end timestamp must not be before start time");
    }
    Duration step = params.duration("step");
    if (step.isNegative() || step.isZero()) {
      throw ApiException.invalidParameter(
          "step",
          "zero or negative query resolution step widths are not accepted. Try a positive integer");
    }
    // Steps are whole milliseconds here; a shorter one would be none.
    long stepMs = Math.max(1, step.toMillis());
    if ((endMs - startMs) / stepMs > MAX_POINTS) {
      throw new ApiException(
          ErrorType.BAD_DATA,
          "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query"
              + " resolution (?step=XX)");
    }
    Duration timeout = timeout(params);
    QueryTimings timings = new QueryTimings();
    PreparedQuery query = prepare(params);
    timings.prepared();
    ValueType type = query.expr().type();
    if (type != ValueType.VECTOR && type != ValueType.SCALAR) {
      throw ApiException.invalidParameter(
          "query",
          "invalid expression type \""
              + type.documentedName()
              + "\" for range query, must be Scalar or instant Vector");
    }
    QueryResult result =
        run(
            params.client(),
            timeout,
            timings,
            interrupt -> query.range(source, startMs, endMs, stepMs, interrupt));
    return answer(result, limit, params, timings);
  }

  private PreparedQuery prepare(Params params) {
    Engine used = engine;
    if (!params.get("lookback_delta").isEmpty()) {
      used = new Engine(engine.options().withLookback(lookback(params.get("lookback_delta"))));
    }
    try {
      return used.prepare(params.get("query"));
    } catch (ParseException e) {
      throw ApiException.invalidParameter("query", String.valueOf(e.getMessage()));
    }
  }

  private static Duration lookback(String text) {
    String error = "error parsing lookback delta duration: ";
    try {
      Duration lookback = TimeText.parseDuration(text);
      if (lookback.isPositive()) {
        return lookback;
      }
      throw new ApiException(ErrorType.BAD_DATA, error + "it must be greater than zero");
    } catch (IllegalArgumentException e) {
      throw new ApiException(ErrorType.BAD_DATA, error + e.getMessage());
    }
  }

  private Duration timeout(Params params) {
    if (params.get("timeout").isEmpty()) {
      return limits.timeout();
    }
    Duration asked = params.duration("timeout");
    if (!asked.isPositive()) {
      throw ApiException.invalidParameter("query", "context deadline exceeded");
    }
    return asked.compareTo(limits.timeout()) < 0 ? asked : limits.timeout();
  }

  /** A query with an interrupt, to be run. */
  private interface Run {
    QueryResult with(Interrupt interrupt);
  }

  private QueryResult run(Client client, Duration timeout, QueryTimings timings, Run query) {
    Interrupt interrupt = Interrupt.after(System::nanoTime, timeout.toNanos());
    client.whenGone(interrupt::cancel);
    try {
      if (!running.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new ApiException(ErrorType.TIMEOUT, "query timed out in query queue");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(ErrorType.CANCELED, "query was canceled in query queue");
    }
    timings.startedRunning();
    try {
      return query.with(interrupt);
    } catch (QueryException e) {
      ErrorType type =
          switch (e.kind()) {
            case EXECUTION, LIMIT -> ErrorType.EXECUTION;
            case TIMEOUT -> ErrorType.TIMEOUT;
            case CANCELED -> ErrorType.CANCELED;
          };
      throw new ApiException(type, String.valueOf(e.getMessage()));
    } finally {
      timings.evaluated();
      running.release();
    }
  }

  private static Answer answer(QueryResult result, int limit, Params params, QueryTimings timings) {
    List<String> warnings = new ArrayList<>();
    List<String> infos = new ArrayList<>();
    for (Annotation annotation : result.annotations()) {
      switch (annotation.level()) {
        case WARNING -> warnings.add(annotation.message());
        case INFO -> infos.add(annotation.message());
      }
    }
    Value value = result.value();
    if (limit > 0 && size(value) > limit) {
      value = truncated(value, limit);
      warnings.add(Answer.TRUNCATED);
    }
    Value shown = value;
    boolean stats = !params.get("stats").isEmpty();
    return new Answer(
        json -> {
          json.writeStartObject();
          json.writeStringField("resultType", ValueJson.type(shown));
          json.writeFieldName("result");
          new ValueJson(json).write(shown);
          if (stats) {
            StatisticsJson.write(result.statistics(), timings, json);
          }
          json.writeEndObject();
        },
        warnings,
        infos);
  }

  private static int size(Value value) {
    return switch (value) {
      case Value.Vector vector -> vector.samples().size();
      case Value.Matrix matrix -> matrix.series().size();
      case Value.Scalar scalar -> 1;
      case Value.Text text -> 1;
    };
  }

  private static Value truncated(Value value, int limit) {
    return switch (value) {
      case Value.Vector(var samples) -> new Value.Vector(samples.subList(0, limit));
      case Value.Matrix(var series) -> new Value.Matrix(series.subList(0, limit));
      case Value.Scalar scalar -> scalar;
      case Value.Text text -> text;
    };
  }
}
