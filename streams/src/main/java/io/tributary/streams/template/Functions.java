package io.tributary.streams.template;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All functions that templates know, by name. */
final class Functions {
  private static final Map<String, Function> ALL = new HashMap<>();

  static {
    for (List<Function> some :
        List.of(
            GoFunctions.ALL,
            Comparisons.ALL,
            QueryFunctions.ALL,
            TextFunctions.ALL,
            NumberFunctions.ALL)) {
      some.forEach(function -> ALL.put(function.name(), function));
    }
  }

  private Functions() {}

  static boolean exists(String name) {
    return ALL.containsKey(name);
  }

  /** The function of a name that {@link #exists}. */
  static Function get(String name) {
    return requireNonNull(ALL.get(name), name);
  }
}
