package io.tributary.promql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the series on the two sides of a binary operator find each other.
 *
 * @param cardinality how many of one side may meet one of the other
 * @param on whether {@code labels} are those compared, rather than those left out
 * @param labels of {@code on(...)} or {@code ignoring(...)}, as written
 * @param include of {@code group_left(...)} or {@code group_right(...)}: labels taken from the
 *     "one" side
 * @param fillLeft stands for a missing left series, where given
 * @param fillRight stands for a missing right series, where given
 */
public record VectorMatching(
    Cardinality cardinality,
    boolean on,
    List<String> labels,
    List<String> include,
    @Nullable Double fillLeft,
    @Nullable Double fillRight) {
  public VectorMatching {
    labels = List.copyOf(labels);
    include = List.copyOf(include);
  }

  VectorMatching withCardinality(Cardinality other) {
    return new VectorMatching(other, on, labels, include, fillLeft, fillRight);
  }

  /** How many series of one side may meet one of the other. */
  public enum Cardinality {
    ONE_TO_ONE("one-to-one"),
    /** {@code group_left}. */
    MANY_TO_ONE("many-to-one"),
    /** {@code group_right}. */
    ONE_TO_MANY("one-to-many"),
    /** Set operators. */
    MANY_TO_MANY("many-to-many");

    private final String text;

    Cardinality(String text) {
      this.text = text;
    }

    /** The name in error messages. */
    public String text() {
      return text;
    }
  }
}
