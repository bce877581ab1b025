package io.tributary.hub.head;

import io.tributary.hub.index.Postings;
import io.tributary.hub.index.PostingsIndex;
import io.tributary.schemas.labels.LabelOrder;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The postings of the head's series, and each text of their labels once. Of one writer; who reads
 * does so under the head's lock.
 */
final class HeadIndex implements PostingsIndex {
  private final Map<String, Values> labels = new HashMap<>();
  private final Numbers all = new Numbers("");

  /**
   * Adds a series whose number is greater than all before.
   *
   * @return the same labels, with texts that other series have too
   */
  Labels add(int series, Labels of) {
    all.add(series);
    LabelsBuilder shared = Labels.builder();
    for (int i = 0; i < of.size(); i++) {
      Values values = labels.computeIfAbsent(of.name(i), Values::new);
      Numbers numbers = values.of(of.value(i));
      numbers.add(series);
      shared.set(values.name, numbers.value);
    }
    return shared.build();
  }

  /** How many different pairs of a name and a value there are. */
  long labelPairCount() {
    return labels.values().stream().mapToLong(values -> values.byValue.size()).sum();
  }

  /** Adds all texts of labels. */
  void addTexts(Set<String> into) {
    labels.forEach(
        (name, values) -> {
          into.add(name);
          into.addAll(values.byValue.keySet());
        });
  }

  @Override
  public int[] all() {
    return all.toArray();
  }

  @Override
  public List<String> names() {
    return sorted(labels.keySet().stream().toList());
  }

  @Override
  public List<String> values(String name) {
    Values values = labels.get(name);
    return values == null ? List.of() : values.sorted();
  }

  private static List<String> sorted(List<String> texts) {
    List<String> sorted = new ArrayList<>(texts);
    sorted.sort(LabelOrder::compare);
    return List.copyOf(sorted);
  }

  @Override
  public int[] postings(String name, String value) {
    Numbers found = find(name, value);
    return found == null ? Postings.NONE : found.toArray();
  }

  @Override
  public int count(String name, String value) {
    Numbers found = find(name, value);
    return found == null ? 0 : found.length;
  }

  private @Nullable Numbers find(String name, String value) {
    Values values = labels.get(name);
    return values == null ? null : values.byValue.get(value);
  }

  /** The values of one label. */
  private static final class Values {
    final String name;
    final Map<String, Numbers> byValue = new HashMap<>();

    /** Kept for as long as no value is added; several readers may make it at once, all the same. */
    private volatile @Nullable List<String> sorted;

    Values(String name) {
      this.name = name;
    }

    Numbers of(String value) {
      Numbers known = byValue.get(value);
      if (known == null) {
        known = new Numbers(value);
        byValue.put(value, known);
        sorted = null;
      }
      return known;
    }

    List<String> sorted() {
      List<String> known = sorted;
      if (known == null) {
        known = HeadIndex.sorted(List.copyOf(byValue.keySet()));
        sorted = known;
      }
      return known;
    }
  }

  /** A growing list of numbers; most hold one, of a label that differs from series to series. */
  private static final class Numbers {
    final String value;
    private int first;
    private int length;
    private int[] items = Postings.NONE;

    Numbers(String value) {
      this.value = value;
    }

    void add(int number) {
      if (length == 0) {
        first = number;
      } else {
        if (length >= items.length) {
          items = Arrays.copyOf(items, length + Math.max(3, length / 3));
          items[0] = first;
        }
        items[length] = number;
      }
      length++;
    }

    int[] toArray() {
      return length == 1 ? new int[] {first} : Arrays.copyOf(items, length);
    }
  }
}
