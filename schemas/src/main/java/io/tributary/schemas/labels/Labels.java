package io.tributary.schemas.labels;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of label names and values, sorted by name. A label with an empty value is the
 * same as no label, so none is held.
 *
 * <p>Names are compared by their UTF-8 bytes, as Prometheus does, which for Java strings is the
 * order of their code points.
 */
public final class Labels implements Comparable<Labels> {
  /** The label that holds the metric's name. */
  public static final String NAME = "__name__";

  /** No labels at all. */
  public static final Labels EMPTY = new Labels(new String[0]);

  /** name, value, name, value, ... sorted by name; never changed after construction. */
  private final String[] pairs;

  /** 0 until computed; a race computes the same value twice. */
  private int hash;

  /**
   * Takes ownership of {@code pairs}, which must be sorted, without repeated names or empty values.
   */
  Labels(String[] pairs) {
    this.pairs = pairs;
  }

  /**
   * Labels of alternating names and values, in any order.
   *
   * @throws IllegalArgumentException where the count is odd or a name is repeated
   */
  public static Labels of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "a label name without a value: " + Arrays.toString(namesAndValues));
    }
    LabelsBuilder builder = new LabelsBuilder(namesAndValues.length / 2);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  /** Labels of the map's entries. */
  public static Labels of(Map<String, String> values) {
    LabelsBuilder builder = new LabelsBuilder(values.size());
    values.forEach(builder::add);
    return builder.build();
  }

  /**
   * Labels of alternating names and values that are sorted already, as a store has them: nothing is
   * copied. Takes ownership of the array.
   *
   * @throws IllegalArgumentException where the names do not ascend, or a value is empty
   */
  public static Labels ofSorted(String[] namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      boolean ascends = i == 0 || LabelOrder.compare(namesAndValues[i - 2], namesAndValues[i]) < 0;
      if (!ascends || namesAndValues[i + 1].isEmpty()) {
        throw new IllegalArgumentException(
            "labels out of order, or without a value: " + Arrays.toString(namesAndValues));
      }
    }
    return namesAndValues.length == 0 ? EMPTY : new Labels(namesAndValues);
  }

  /** A builder without labels. */
  public static LabelsBuilder builder() {
    return new LabelsBuilder(8);
  }

  /** A builder that starts with these labels. */
  public LabelsBuilder toBuilder() {
    return new LabelsBuilder(this);
  }

  /** How many labels there are. */
  public int size() {
    return pairs.length / 2;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return pairs.length == 0;
  }

  /** The name of label {@code i}, in order of names. */
  public String name(int i) {
    return pairs[2 * i];
  }

  /** The value of label {@code i}, in order of names. */
  public String value(int i) {
    return pairs[2 * i + 1];
  }

  /** The value of the label, or null where there is none. */
  public @Nullable String get(String name) {
    int i = indexOf(name);
    return i < 0 ? null : pairs[2 * i + 1];
  }

  /**
   * The value of the label, or the empty string where there is none, which in the data model is the
   * same.
   */
  public String getOrEmpty(String name) {
    int i = indexOf(name);
    return i < 0 ? "" : pairs[2 * i + 1];
  }

  /** Whether there is such a label. */
  public boolean has(String name) {
    return indexOf(name) >= 0;
  }

  /** The metric's name, or the empty string. */
  public String metricName() {
    return getOrEmpty(NAME);
  }

  /** These labels without the metric's name. */
  public Labels withoutName() {
    return without(Set.of(NAME));
  }

  /** These labels less those named. */
  public Labels without(Collection<String> names) {
    return filter(names, false);
  }

  /** Only the named ones of these labels. */
  public Labels only(Collection<String> names) {
    return filter(names, true);
  }

  private Labels filter(Collection<String> names, boolean keepNamed) {
    String[] kept = new String[pairs.length];
    int n = 0;
    for (int i = 0; i < pairs.length; i += 2) {
      if (names.contains(pairs[i]) == keepNamed) {
        kept[n++] = pairs[i];
        kept[n++] = pairs[i + 1];
      }
    }
    if (n == pairs.length) {
      return this;
    }
    return n == 0 ? EMPTY : new Labels(Arrays.copyOf(kept, n));
  }

  private int indexOf(String name) {
    // A series has about ten labels: a scan of equal-length strings beats a binary search of
    // comparisons.
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return i / 2;
      }
    }
    return -1;
  }

  /** Sorts by the first label that differs, its name before its value; a prefix comes first. */
  @Override
  public int compareTo(Labels other) {
    int shared = Math.min(pairs.length, other.pairs.length);
    for (int i = 0; i < shared; i++) {
      // Most are the same string, or one of the same text: both are seen faster than their order.
      if (!pairs[i].equals(other.pairs[i])) {
        return LabelOrder.compare(pairs[i], other.pairs[i]);
      }
    }
    return Integer.compare(pairs.length, other.pairs.length);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Labels other
        && hashCode() == other.hashCode()
        && Arrays.equals(pairs, other.pairs);
  }

  @Override
  public int hashCode() {
    int h = hash;
    if (h == 0) {
      h = Arrays.hashCode(pairs);
      hash = h;
    }
    return h;
  }

  /** {@code name{label="value", ...}}, with names outside the classic character set quoted. */
  @Override
  public String toString() {
    return LabelText.of(this);
  }

  /** The pairs themselves, for this package's builder and encoders; not to be written to. */
  String[] pairs() {
    return requireNonNull(pairs);
  }
}
