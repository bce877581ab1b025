package io.tributary.promql.exec;

/**
 * The best {@code k} values of a group at one step, the worst of them on top. Ties are settled as
 * Prometheus' heap settles them: what is there stays.
 */
final class StepHeap {
  private final boolean top;
  private final int k;
  private final double[] values;
  private final int[] rows;
  private int size;

  /**
   * A heap of at most {@code k}.
   *
   * @param top whether greater is better
   */
  StepHeap(boolean top, int k) {
    this.top = top;
    this.k = k;
    this.values = new double[k];
    this.rows = new int[k];
  }

  /** Takes the value if it is among the best. */
  void offer(double value, int row) {
    if (size < k) {
      values[size] = value;
      rows[size] = row;
      up(size++);
    } else if ((top ? values[0] < value : values[0] > value)
        || (Double.isNaN(values[0]) && !Double.isNaN(value))) {
      values[0] = value;
      rows[0] = row;
      down(0);
    }
  }

  /** The rows, the best first. */
  int[] best() {
    for (int i = 1; i < size; i++) {
      for (int j = i; j > 0 && worse(j - 1, j); j--) {
        swap(j - 1, j);
      }
    }
    return java.util.Arrays.copyOf(rows, size);
  }

  private boolean worse(int i, int j) {
    double a = values[i];
    return Double.isNaN(a) || (top ? a < values[j] : a > values[j]);
  }

  private void up(int i) {
    while (i > 0) {
      int parent = (i - 1) / 2;
      if (!worse(i, parent)) {
        return;
      }
      swap(i, parent);
      i = parent;
    }
  }

  private void down(int i) {
    while (true) {
      int child = 2 * i + 1;
      if (child >= size) {
        return;
      }
      if (child + 1 < size && worse(child + 1, child)) {
        child++;
      }
      if (!worse(child, i)) {
        return;
      }
      swap(child, i);
      i = child;
    }
  }

  private void swap(int i, int j) {
    double value = values[i];
    values[i] = values[j];
    values[j] = value;
    int row = rows[i];
    rows[i] = rows[j];
    rows[j] = row;
  }
}
