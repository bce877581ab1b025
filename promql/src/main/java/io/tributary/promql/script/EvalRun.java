package io.tributary.promql.script;

import io.tributary.promql.exec.Value;
import io.tributary.promql.script.ScriptTarget.Outcome;
import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the query of one {@code eval} in all the ways that must agree, until one does not. */
final class EvalRun {
  private static final long MINUTE_MS = 60_000;

  private final String file;
  private final Command.Eval eval;
  private final Expectation expectation;
  private final ScriptTarget target;

  EvalRun(String file, Command.Eval eval, ScriptTarget target) {
    this.file = file;
    this.eval = eval;
    this.expectation = eval.expectation();
    this.target = target;
  }

  @Nullable EvalFailure firstFailure() {
    try {
      return askInAllWays();
    } catch (RuntimeException e) {
      // A defect of the target, which must not hide what the rest of the script shows.
      return failure(eval.query(), List.of("the target broke: " + e, trace(e)));
    }
  }

  private static String trace(RuntimeException e) {
    return Arrays.stream(e.getStackTrace())
        .limit(8)
        .map(frame -> "  at " + frame)
        .collect(Collectors.joining("\n  "));
  }

  private @Nullable EvalFailure askInAllWays() {
    EvalFailure failure = ask(eval.query(), true);
    if (failure != null
        || expectation.failure() != null
        || !(eval.query() instanceof ScriptQuery.Instant instant)) {
      return failure;
    }
    Expr expr = parse(instant.text());
    if (expr == null) {
      return null; // the target parsed it; it may know more of the language
    }
    if (!TimeShifts.dependsOnTime(expr)) {
      failure = askPinned(instant, expr);
    }
    boolean sameInRange =
        !expectation.ordered()
            && !TimeShifts.dependsOnRange(expr)
            && (expectation.result() instanceof Expectation.Result.Scalar
                || expectation.result() instanceof Expectation.Result.Vector);
    return failure == null && sameInRange ? askAsRange(instant) : failure;
  }

  private static @Nullable Expr parse(String query) {
    try {
      return new Parser(ParserOptions.everything()).parse(query);
    } catch (ParseException e) {
      return null;
    }
  }

  private @Nullable EvalFailure askPinned(ScriptQuery.Instant instant, Expr expr) {
    String pinned = TimeShifts.pin(instant.text(), expr, instant.atMs());
    long t = instant.atMs();
    long[] times = t == 0 ? new long[] {-1000, 0, 1000} : new long[] {-10 * t, 0, t / 5, t, 10 * t};
    for (long time : times) {
      EvalFailure failure = ask(new ScriptQuery.Instant(pinned, time), false);
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  private @Nullable EvalFailure askAsRange(ScriptQuery.Instant instant) {
    ScriptQuery.Range range =
        new ScriptQuery.Range(
            instant.text(), instant.atMs() - MINUTE_MS, instant.atMs() + MINUTE_MS, MINUTE_MS);
    return switch (outcome(range)) {
      case Outcome.Failure failed ->
          failure(range, List.of("unexpected error: " + failed.message()));
      case Outcome.Answer(Value.Matrix matrix, _) -> {
        Value middle = MiddleStep.of(matrix, instant.atMs(), expectation.result());
        yield failure(range, ResultComparison.differences(expectation, middle));
      }
      case Outcome.Answer _ -> failure(range, List.of("a range query must give a matrix"));
    };
  }

  private @Nullable EvalFailure ask(ScriptQuery query, boolean withAnnotations) {
    return switch (outcome(query)) {
      case Outcome.Failure failed -> {
        MessageRule rule = expectation.failure();
        if (rule == null) {
          yield failure(query, List.of("unexpected error: " + failed.message()));
        }
        yield rule.accepts(failed.message())
            ? null
            : failure(
                query, List.of("expected an error of " + rule + " but got: " + failed.message()));
      }
      case Outcome.Answer answer -> {
        if (expectation.failure() != null) {
          yield failure(query, List.of("expected an error but it succeeded"));
        }
        List<String> differences = new ArrayList<>();
        if (withAnnotations) {
          differences.addAll(AnnotationCheck.differences(expectation, answer.annotations()));
        }
        differences.addAll(ResultComparison.differences(expectation, answer.value()));
        yield failure(query, differences);
      }
    };
  }

  private Outcome outcome(ScriptQuery query) {
    return switch (query) {
      case ScriptQuery.Instant instant -> target.instant(instant.text(), instant.atMs());
      case ScriptQuery.Range range ->
          target.range(range.text(), range.startMs(), range.endMs(), range.stepMs());
    };
  }

  private @Nullable EvalFailure failure(ScriptQuery query, List<String> differences) {
    return differences.isEmpty() ? null : new EvalFailure(file, eval.line(), query, differences);
  }
}
