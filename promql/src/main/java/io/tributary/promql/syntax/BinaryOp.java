package io.tributary.promql.syntax;

/** A binary operator of the language, with how tightly it binds. */
public enum BinaryOp {
  OR("or", 1, Kind.SET),
  AND("and", 2, Kind.SET),
  UNLESS("unless", 2, Kind.SET),
  EQUAL("==", 3, Kind.COMPARISON),
  NOT_EQUAL("!=", 3, Kind.COMPARISON),
  GREATER(">", 3, Kind.COMPARISON),
  GREATER_OR_EQUAL(">=", 3, Kind.COMPARISON),
  LESS("<", 3, Kind.COMPARISON),
  LESS_OR_EQUAL("<=", 3, Kind.COMPARISON),
  /** Keeps a native histogram's observations below the scalar. */
  TRIM_UPPER("</", 3, Kind.TRIM),
  /** Keeps a native histogram's observations above the scalar. */
  TRIM_LOWER(">/", 3, Kind.TRIM),
  ADD("+", 4, Kind.ARITHMETIC),
  SUBTRACT("-", 4, Kind.ARITHMETIC),
  MULTIPLY("*", 5, Kind.ARITHMETIC),
  DIVIDE("/", 5, Kind.ARITHMETIC),
  MODULO("%", 5, Kind.ARITHMETIC),
  ATAN2("atan2", 5, Kind.ARITHMETIC),
  /** The only operator that groups from the right. */
  POWER("^", 6, Kind.ARITHMETIC);

  /** What an operator does with its operands' label sets. */
  public enum Kind {
    /** Computes a value; the metric name is dropped. */
    ARITHMETIC,
    /** Filters, or with {@code bool} gives 0 or 1. */
    COMPARISON,
    /** Works on whole series: {@code and}, {@code or}, {@code unless}. */
    SET,
    /** Cuts native histograms; the right side is a scalar. */
    TRIM
  }

  private final String text;
  private final int precedence;
  private final Kind kind;

  BinaryOp(String text, int precedence, Kind kind) {
    this.text = text;
    this.precedence = precedence;
    this.kind = kind;
  }

  /** The operator as it is written. */
  public String text() {
    return text;
  }

  /** A higher one binds tighter. */
  public int precedence() {
    return precedence;
  }

  /** What it does. */
  public Kind kind() {
    return kind;
  }

  public boolean isComparison() {
    return kind == Kind.COMPARISON;
  }

  public boolean isSet() {
    return kind == Kind.SET;
  }

  public boolean rightAssociative() {
    return this == POWER;
  }
}
