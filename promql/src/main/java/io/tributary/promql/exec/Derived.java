package io.tributary.promql.exec;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was worked out of tables, kept for as long as the very same tables come again: label work is
 * done once for a set of series, not once an evaluation.
 *
 * <p>Threading: used from {@link Operator#series} only, by one evaluation at a time.
 */
final class Derived<T> {
  private Object @Nullable [] inputs;
  private @Nullable T value;

  T get(Supplier<T> supplier, Object... current) {
    Object[] last = inputs;
    T known = value;
    if (known != null && last != null && same(last, current)) {
      return known;
    }
    T fresh = supplier.get();
    inputs = current;
    value = fresh;
    return fresh;
  }

  @SuppressWarnings("ReferenceEquality") // the very same table is the point
  private static boolean same(Object[] a, Object[] b) {
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i]) {
        return false;
      }
    }
    return true;
  }
}
