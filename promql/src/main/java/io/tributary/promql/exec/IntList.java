package io.tributary.promql.exec;

import java.util.Arrays;

/** A growing list of row numbers. */
final class IntList {
  private int[] items = new int[4];
  private int size;

  void add(int item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    items[size++] = item;
  }

  int size() {
    return size;
  }

  int get(int i) {
    return items[i];
  }

  int[] toArray() {
    return Arrays.copyOf(items, size);
  }
}
