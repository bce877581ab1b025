package io.tributary.streams.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Go's comparing functions: only values of one kind compare, {@code 1} and {@code 1.0} do not. */
final class Comparisons {
  static final List<Function> ALL =
      List.of(
          Function.variadic("eq", (a, _) -> new Value.Bool(eq(a)), ArgType.ANY, ArgType.ANY),
          two("ne", (a, b) -> !equal(a, b)),
          two("lt", Comparisons::less),
          two("le", (a, b) -> less(a, b) || equal(a, b)),
          two("gt", (a, b) -> !less(a, b) && !equal(a, b)),
          two("ge", (a, b) -> !less(a, b)));

  private static final String BAD_TYPE = "invalid type for comparison";

  private Comparisons() {}

  private interface Test {
    boolean test(Value a, Value b) throws FunctionException;
  }

  private static Function two(String name, Test test) {
    return Function.of(
        name, (a, _) -> new Value.Bool(test.test(a.get(0), a.get(1))), ArgType.ANY, ArgType.ANY);
  }

  /** Whether the first equals any of the others. */
  private static boolean eq(List<Value> values) throws FunctionException {
    if (values.size() == 1) {
      throw new FunctionException("missing argument for comparison");
    }
    for (Value other : values.subList(1, values.size())) {
      if (equal(values.getFirst(), other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean equal(Value a, Value b) throws FunctionException {
    Object left = comparable(a);
    Object right = comparable(b);
    if (a instanceof Value.Missing || b instanceof Value.Missing) {
      return a.equals(b);
    }
    if (left == null || right == null) {
      throw new FunctionException(
          "non-comparable type %s: %s"
              .formatted(GoPrinter.plain(left == null ? a : b), (left == null ? a : b).goType()));
    }
    if (!left.getClass().equals(right.getClass())) {
      throw incompatible(a, b);
    }
    return left instanceof Double number ? number == (double) right : left.equals(right);
  }

  private static boolean less(Value a, Value b) throws FunctionException {
    Object left = comparable(a);
    Object right = comparable(b);
    if (left == null || right == null) {
      throw new FunctionException(BAD_TYPE);
    }
    return switch (left) {
      case Double x when right instanceof Double y -> x < y;
      case Long x when right instanceof Long y -> x < y;
      case String x when right instanceof String y -> x.compareTo(y) < 0;
      case Boolean _ when right instanceof Boolean -> throw new FunctionException(BAD_TYPE);
      default -> throw incompatible(a, b);
    };
  }

  private static FunctionException incompatible(Value a, Value b) {
    return new FunctionException(
        "incompatible types for comparison: %s and %s".formatted(a.goType(), b.goType()));
  }

  /** What stands for the value in a comparison, of one class for each kind; null where none may. */
  private static @Nullable Object comparable(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Html(String text) -> text;
      case Value.Bool(boolean bool) -> bool;
      case Value.Int(long number) -> number;
      case Value.Span(long nanos) -> nanos;
      case Value.Named named -> named.number();
      case Value.Num(double number) -> number;
      case Value.Missing _,
          Value.Moment _,
          Value.Dict _,
          Value.Listing _,
          Value.Sample _,
          Value.Histogram _,
          Value.Alert _ ->
          null;
    };
  }
}
