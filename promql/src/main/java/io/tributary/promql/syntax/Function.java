package io.tributary.promql.syntax;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the language. Each is given by its arguments' types, the last of which may be
 * optional ({@code ?}) or repeated ({@code *}, <code>{0,9}</code>), and by its result's type, an
 * instant vector where none is named.
 */
public enum Function {
  ABS("vector"),
  ABSENT("vector"),
  ABSENT_OVER_TIME("matrix"),
  ACOS("vector"),
  ACOSH("vector"),
  ASIN("vector"),
  ASINH("vector"),
  ATAN("vector"),
  ATANH("vector"),
  AVG_OVER_TIME("matrix"),
  CEIL("vector"),
  CHANGES("matrix"),
  CLAMP("vector, scalar, scalar"),
  CLAMP_MAX("vector, scalar"),
  CLAMP_MIN("vector, scalar"),
  COS("vector"),
  COSH("vector"),
  COUNT_OVER_TIME("matrix"),
  DAY_OF_MONTH("vector?"),
  DAY_OF_WEEK("vector?"),
  DAY_OF_YEAR("vector?"),
  DAYS_IN_MONTH("vector?"),
  DEG("vector"),
  DELTA("matrix"),
  DERIV("matrix"),
  DOUBLE_EXPONENTIAL_SMOOTHING("matrix, scalar, scalar", Maturity.EXPERIMENTAL),
  END("-> scalar", Maturity.EXPERIMENTAL),
  EXP("vector"),
  FIRST_OVER_TIME("matrix", Maturity.EXPERIMENTAL),
  FLOOR("vector"),
  HISTOGRAM_AVG("vector"),
  HISTOGRAM_COUNT("vector"),
  HISTOGRAM_FRACTION("scalar, scalar, vector"),
  HISTOGRAM_QUANTILE("scalar, vector"),
  HISTOGRAM_QUANTILES("vector, string, scalar, scalar{0,9}", Maturity.EXPERIMENTAL),
  HISTOGRAM_STDDEV("vector"),
  HISTOGRAM_STDVAR("vector"),
  HISTOGRAM_SUM("vector"),
  HOUR("vector?"),
  IDELTA("matrix"),
  INCREASE("matrix"),
  INFO("vector, vector?", Maturity.EXPERIMENTAL),
  IRATE("matrix"),
  LABEL_JOIN("vector, string, string, string*"),
  LABEL_REPLACE("vector, string, string, string, string"),
  LAST_OVER_TIME("matrix"),
  LN("vector"),
  LOG10("vector"),
  LOG2("vector"),
  MAD_OVER_TIME("matrix", Maturity.EXPERIMENTAL),
  MAX_OF("scalar, scalar -> scalar", Maturity.EXPERIMENTAL),
  MAX_OVER_TIME("matrix"),
  MIN_OF("scalar, scalar -> scalar", Maturity.EXPERIMENTAL),
  MIN_OVER_TIME("matrix"),
  MINUTE("vector?"),
  MONTH("vector?"),
  PI("-> scalar"),
  PREDICT_LINEAR("matrix, scalar"),
  PRESENT_OVER_TIME("matrix"),
  QUANTILE_OVER_TIME("scalar, matrix"),
  RAD("vector"),
  RANGE("-> scalar", Maturity.EXPERIMENTAL),
  RATE("matrix"),
  RESETS("matrix"),
  ROUND("vector, scalar?"),
  SCALAR("vector -> scalar"),
  SGN("vector"),
  SIN("vector"),
  SINH("vector"),
  SORT("vector"),
  SORT_BY_LABEL("vector, string*", Maturity.EXPERIMENTAL),
  SORT_BY_LABEL_DESC("vector, string*", Maturity.EXPERIMENTAL),
  SORT_DESC("vector"),
  SQRT("vector"),
  START("-> scalar", Maturity.EXPERIMENTAL),
  START_TIMESTAMP("vector", Maturity.EXPERIMENTAL),
  STDDEV_OVER_TIME("matrix"),
  STDVAR_OVER_TIME("matrix"),
  STEP("-> scalar", Maturity.EXPERIMENTAL),
  SUM_OVER_TIME("matrix"),
  TAN("vector"),
  TANH("vector"),
  TIME("-> scalar"),
  TIMESTAMP("vector"),
  TS_OF_FIRST_OVER_TIME("matrix", Maturity.EXPERIMENTAL),
  TS_OF_LAST_OVER_TIME("matrix", Maturity.EXPERIMENTAL),
  TS_OF_MAX_OVER_TIME("matrix", Maturity.EXPERIMENTAL),
  TS_OF_MIN_OVER_TIME("matrix", Maturity.EXPERIMENTAL),
  VECTOR("scalar"),
  YEAR("vector?");

  private static final Map<String, Function> BY_NAME =
      Arrays.stream(values()).collect(toUnmodifiableMap(Function::text, f -> f));

  private final String text = name().toLowerCase(Locale.ROOT);

  @SuppressWarnings("ImmutableEnumChecker") // of Stream.toList, which is unmodifiable
  private final List<ValueType> argumentTypes;

  private final int minArguments;
  private final int maxArguments;
  private final ValueType returnType;
  private final boolean experimental;

  Function(String signature) {
    this(signature, Maturity.STABLE);
  }

  Function(String signature, Maturity maturity) {
    String[] sides = signature.split("-> ", -1);
    String[] arguments = sides[0].isEmpty() ? new String[0] : sides[0].strip().split(", ", -1);
    String last = arguments.length == 0 ? "" : arguments[arguments.length - 1];
    argumentTypes = Arrays.stream(arguments).map(Function::type).toList();
    minArguments = argumentTypes.size() - (last.matches("[a-z]*") ? 0 : 1);
    maxArguments =
        last.endsWith("*")
            ? Integer.MAX_VALUE
            : last.endsWith("{0,9}") ? minArguments + 9 : argumentTypes.size();
    returnType = sides.length == 1 ? ValueType.VECTOR : type(sides[1]);
    experimental = maturity == Maturity.EXPERIMENTAL;
  }

  private static ValueType type(String text) {
    return ValueType.valueOf(text.replaceAll("[^a-z]", "").toUpperCase(Locale.ROOT));
  }

  /** The function of that name, or null. */
  public static @Nullable Function named(String name) {
    return BY_NAME.get(name);
  }

  /** The name as it is written. */
  public String text() {
    return text;
  }

  public ValueType returnType() {
    return returnType;
  }

  /** The type of the argument at {@code i}; the last one's repeats. */
  public ValueType argumentType(int i) {
    return argumentTypes.get(Math.min(i, argumentTypes.size() - 1));
  }

  /** How many types of arguments there are, an optional or repeated last one counted once. */
  public int argumentTypeCount() {
    return argumentTypes.size();
  }

  /** The fewest arguments that a call may have. */
  public int minArguments() {
    return minArguments;
  }

  /** The most arguments that a call may have. */
  public int maxArguments() {
    return maxArguments;
  }

  /** Whether it must be switched on by {@link ParserOptions#experimentalFunctions()}. */
  public boolean experimental() {
    return experimental;
  }

  private enum Maturity {
    STABLE,
    EXPERIMENTAL
  }
}
