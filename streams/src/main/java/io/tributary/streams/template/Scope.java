package io.tributary.streams.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables of one template while it runs, innermost last. */
final class Scope {
  private final List<String> names = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();

  /** With {@code $} as the only one. */
  Scope(Value dot) {
    declare("$", dot);
  }

  void declare(String name, Value value) {
    names.add(name);
    values.add(value);
  }

  /** Gives the innermost variable of the name a new value; false where there is none. */
  boolean assign(String name, Value value) {
    int i = names.lastIndexOf(name);
    if (i < 0) {
      return false;
    }
    values.set(i, value);
    return true;
  }

  @Nullable Value get(String name) {
    int i = names.lastIndexOf(name);
    return i < 0 ? null : values.get(i);
  }

  int mark() {
    return names.size();
  }

  /** Forgets the variables declared since the mark. */
  void back(int mark) {
    names.subList(mark, names.size()).clear();
    values.subList(mark, values.size()).clear();
  }

  /** Replaces the value {@code n}th from the top: 1 is the innermost. */
  void setFromTop(int n, Value value) {
    values.set(values.size() - n, value);
  }
}
