package io.tributary.streams.template;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Prometheus's functions on numbers and times. */
final class NumberFunctions {
  static final List<Function> ALL =
      List.of(
          humanizing("humanize", Humanize::decimal),
          humanizing("humanize1024", Humanize::binary),
          humanizing("humanizeDuration", Humanize::duration),
          humanizing("humanizePercentage", Humanize::percentage),
          Function.of("humanizeTimestamp", (a, _) -> timestamp(number(a)), ArgType.ANY),
          Function.of("toTime", (a, _) -> new Value.Moment(instant(number(a))), ArgType.ANY),
          Function.of(
              "toDuration", (a, _) -> new Value.Span((long) (number(a) * 1e9)), ArgType.ANY),
          Function.of("parseDuration", (a, _) -> parseDuration(a), ArgType.STRING),
          Function.of("now", (_, e) -> new Value.Num(e.timestampMs() / 1000.0)));

  /** What Go reads as a float; Java reads more, such as blanks and a letter for the type. */
  private static final Pattern FLOAT =
      Pattern.compile(
          "[+-]?(D\\.?D?|\\.D)([eE][+-]?D)?|[+-]?0[xX](H\\.?H?|\\.H)[pP][+-]?D"
              .replace("D", "(?:\\d+(?:_\\d+)*)")
              .replace("H", "(?:[\\da-fA-F]+)"));

  private NumberFunctions() {}

  private interface NumberToText {
    String apply(double number);
  }

  private static Function humanizing(String name, NumberToText body) {
    return Function.of(name, (a, _) -> new Value.Text(body.apply(number(a))), ArgType.ANY);
  }

  private static double number(List<Value> arguments) throws FunctionException {
    return switch (arguments.getFirst()) {
      case Value.Num(double number) -> number;
      case Value.Int(long number) -> number;
      case Value.Span(long nanos) -> nanos / 1e9;
      case Value.Text(String text) -> parse(text);
      case Value other ->
          throw new FunctionException("can't convert %s to float".formatted(other.goType()));
    };
  }

  private static double parse(String text) throws FunctionException {
    String unsigned = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    if (unsigned.equalsIgnoreCase("inf") || unsigned.equalsIgnoreCase("infinity")) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (text.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    double value =
        FLOAT.matcher(text).matches() ? Double.parseDouble(text.replace("_", "")) : Double.NaN;
    if (Double.isNaN(value)) {
      throw new FunctionException(
          "strconv.ParseFloat: parsing " + GoQuote.quote(text) + ": invalid syntax");
    }
    if (Double.isInfinite(value)) {
      throw new FunctionException(
          "strconv.ParseFloat: parsing " + GoQuote.quote(text) + ": value out of range");
    }
    return value;
  }

  private static Value timestamp(double seconds) throws FunctionException {
    if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
      return new Value.Text(GoFloat.plain(seconds));
    }
    return new Value.Text(GoTime.print(instant(seconds)));
  }

  private static Instant instant(double seconds) throws FunctionException {
    if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
      throw new FunctionException("value is NaN or Inf");
    }
    double nanos = seconds * 1e9;
    if (nanos > 0x1p63 || nanos < -0x1p63) {
      throw new FunctionException(
          GoFloat.plain(seconds)
              + " cannot be represented as a nanoseconds timestamp since it overflows int64");
    }
    // Prometheus's own times have milliseconds, towards zero.
    return Instant.ofEpochMilli((long) nanos / 1_000_000);
  }

  private static Value parseDuration(List<Value> arguments) throws FunctionException {
    String text = ((Value.Text) arguments.getFirst()).text();
    boolean negative = text.startsWith("-");
    try {
      double seconds =
          PrometheusDuration.parse(negative ? text.substring(1) : text).toMillis() / 1000.0;
      return new Value.Num(negative ? -seconds : seconds);
    } catch (IllegalArgumentException e) {
      throw new FunctionException(String.valueOf(e.getMessage()));
    }
  }
}
