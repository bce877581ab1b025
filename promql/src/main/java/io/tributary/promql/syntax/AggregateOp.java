package io.tributary.promql.syntax;

import java.util.Locale;

/** An aggregation, with the type of its parameter ({@link ValueType#NONE} where it takes none). */
public enum AggregateOp {
  AVG,
  BOTTOMK(ValueType.SCALAR),
  COUNT,
  COUNT_VALUES(ValueType.STRING),
  GROUP,
  LIMITK(ValueType.SCALAR),
  LIMIT_RATIO(ValueType.SCALAR),
  MAX,
  MIN,
  QUANTILE(ValueType.SCALAR),
  STDDEV,
  STDVAR,
  SUM,
  TOPK(ValueType.SCALAR);

  private final String text = name().toLowerCase(Locale.ROOT);
  private final ValueType parameterType;

  AggregateOp() {
    this(ValueType.NONE);
  }

  AggregateOp(ValueType parameterType) {
    this.parameterType = parameterType;
  }

  /** The aggregation of that name, in any case; there must be one. */
  static AggregateOp named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The name as it is written. */
  public String text() {
    return text;
  }

  public ValueType parameterType() {
    return parameterType;
  }

  public boolean hasParameter() {
    return parameterType != ValueType.NONE;
  }

  /** Whether it must be switched on by {@link ParserOptions#experimentalFunctions()}. */
  public boolean experimental() {
    return this == LIMITK || this == LIMIT_RATIO;
  }

  /** Whether the result's samples are some of the input's, with all their labels. */
  public boolean keepsSeries() {
    return switch (this) {
      case BOTTOMK, LIMITK, LIMIT_RATIO, TOPK -> true;
      case AVG, COUNT, COUNT_VALUES, GROUP, MAX, MIN, QUANTILE, STDDEV, STDVAR, SUM -> false;
    };
  }
}
