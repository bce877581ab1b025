package io.tributary.schemas.labels;

import java.util.Arrays;

/**
 * Builds {@link Labels}. A later {@link #set} of a name replaces the earlier one. Not thread-safe;
 * may be built from again.
 */
public final class LabelsBuilder {
  private String[] pairs;
  private int length;

  LabelsBuilder(int labels) {
    pairs = new String[2 * Math.max(4, labels)];
  }

  LabelsBuilder(Labels from) {
    pairs = Arrays.copyOf(from.pairs(), from.pairs().length + 8);
    length = from.pairs().length;
  }

  /**
   * Adds a label; one with an empty value is left out.
   *
   * @throws IllegalArgumentException where the name is already there
   */
  public LabelsBuilder add(String name, String value) {
    if (indexOf(name) >= 0) {
      throw new IllegalArgumentException("label \"" + name + "\" is there twice");
    }
    return set(name, value);
  }

  /** Sets a label, in place of one of the same name; an empty value removes it. */
  public LabelsBuilder set(String name, String value) {
    if (value.isEmpty()) {
      return remove(name);
    }
    int i = indexOf(name);
    if (i >= 0) {
      pairs[i + 1] = value;
      return this;
    }
    if (length == pairs.length) {
      pairs = Arrays.copyOf(pairs, 2 * length);
    }
    pairs[length++] = name;
    pairs[length++] = value;
    return this;
  }

  /** Removes a label, if it is there. */
  public LabelsBuilder remove(String name) {
    int i = indexOf(name);
    if (i >= 0) {
      System.arraycopy(pairs, i + 2, pairs, i, length - i - 2);
      length -= 2;
    }
    return this;
  }

  /** The value set so far, or the empty string. */
  public String getOrEmpty(String name) {
    int i = indexOf(name);
    return i < 0 ? "" : pairs[i + 1];
  }

  /** The labels, sorted. */
  public Labels build() {
    if (length == 0) {
      return Labels.EMPTY;
    }
    String[] sorted = Arrays.copyOf(pairs, length);
    // Insertion sort: few labels, and most come sorted already.
    for (int i = 2; i < length; i += 2) {
      String name = sorted[i];
      String value = sorted[i + 1];
      int j = i - 2;
      while (j >= 0 && LabelOrder.compare(sorted[j], name) > 0) {
        sorted[j + 2] = sorted[j];
        sorted[j + 3] = sorted[j + 1];
        j -= 2;
      }
      sorted[j + 2] = name;
      sorted[j + 3] = value;
    }
    return new Labels(sorted);
  }

  private int indexOf(String name) {
    for (int i = 0; i < length; i += 2) {
      if (pairs[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
