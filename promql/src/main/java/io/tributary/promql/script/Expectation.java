package io.tributary.promql.script;

import io.tributary.promql.exec.Annotation;
import io.tributary.promql.syntax.SeriesDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query must come to.
 *
 * @param failure null where it must not fail
 * @param annotations what is said of annotations; kinds of which nothing is said may occur
 * @param ordered whether the vector's order counts
 * @param result what the value must be, where the query does not fail
 */
public record Expectation(
    @Nullable MessageRule failure,
    List<AnnotationRule> annotations,
    boolean ordered,
    Result result) {
  /** Copies the annotations' rules. */
  public Expectation {
    annotations = List.copyOf(annotations);
  }

  /**
   * That annotations of a level occur, or do not.
   *
   * @param message null where there must be none
   */
  public record AnnotationRule(Annotation.Level level, @Nullable MessageRule message) {}

  /** A value. */
  public sealed interface Result {
    /** A string. */
    record Text(String value) implements Result {}

    /** A scalar. */
    record Scalar(double value) implements Result {}

    /** A vector, one value a series. */
    record Vector(List<SeriesDescription> series) implements Result {}

    /** A matrix: the values of a series are a step apart. */
    record Matrix(long startMs, long stepMs, List<SeriesDescription> series) implements Result {}
  }
}
