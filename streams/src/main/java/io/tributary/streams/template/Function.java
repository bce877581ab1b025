package io.tributary.streams.template;

import java.util.Arrays;
import java.util.List;

/**
 * A function, or a method with its receiver bound.
 *
 * @param types of its arguments; the last stands for any number of them where {@code variadic}
 */
record Function(String name, List<ArgType> types, boolean variadic, Body body) {
  /** What it does with arguments of the right number and types. */
  @FunctionalInterface
  interface Body {
    Value call(List<Value> arguments, Expansion expansion) throws FunctionException;
  }

  static Function of(String name, Body body, ArgType... types) {
    return new Function(name, Arrays.asList(types), false, body);
  }

  static Function variadic(String name, Body body, ArgType... types) {
    return new Function(name, Arrays.asList(types), true, body);
  }

  /** The fewest arguments. */
  int required() {
    return variadic ? types.size() - 1 : types.size();
  }

  ArgType type(int i) {
    return types.get(Math.min(i, types.size() - 1));
  }
}
