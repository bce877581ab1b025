package io.tributary.promql.syntax;

/**
 * A range, step or offset: a literal, or arithmetic on literals and the query's own step and range.
 * Numbers without a unit are seconds.
 */
public sealed interface DurationExpr {
  /** What it covers in the query. */
  Position position();

  /**
   * {@code 5m}, {@code 300}, {@code -1.5}.
   *
   * @param hasUnit whether it was written as a duration rather than a number
   */
  record Literal(double seconds, boolean hasUnit, Position position) implements DurationExpr {
    /** The whole milliseconds of it, towards zero, after rounding to nanoseconds. */
    public long millis() {
      return Math.round(seconds * 1e9) / 1_000_000;
    }
  }

  /** {@code step()}: the query's resolution, 0 for an instant query. */
  record Step(Position position) implements DurationExpr {}

  /** {@code range()}: from the query's start to its end, 0 for an instant query. */
  record Range(Position position) implements DurationExpr {}

  /** {@code -x}. */
  record Negation(DurationExpr operand, Position position) implements DurationExpr {}

  /** {@code (x)}, or {@code +(x)}. */
  record Paren(DurationExpr inner, Position position) implements DurationExpr {}

  /** {@code x + y}, {@code max_of(x, y)} and the like. */
  record Binary(Op op, DurationExpr left, DurationExpr right, Position position)
      implements DurationExpr {}

  /** The operators on durations. */
  enum Op {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    MODULO("%"),
    POWER("^"),
    MIN_OF("min_of"),
    MAX_OF("max_of");

    private final String text;

    Op(String text) {
      this.text = text;
    }

    /** The operator as it is written. */
    public String text() {
      return text;
    }
  }
}
