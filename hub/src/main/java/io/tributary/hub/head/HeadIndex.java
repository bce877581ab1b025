package io.tributary.hub.head;

import io.tributary.hub.index.Postings;
import io.tributary.hub.index.PostingsIndex;
import io.tributary.schemas.labels.LabelOrder;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The postings of the head's series. Of one writer; who reads does so under the head's lock. */
final class HeadIndex implements PostingsIndex {
  private final Map<String, Map<String, Numbers>> labels = new HashMap<>();
  private final Numbers all = new Numbers();

  /** Adds a series whose number is greater than all before. */
  void add(int series, Labels of) {
    all.add(series);
    for (int i = 0; i < of.size(); i++) {
      labels
          .computeIfAbsent(of.name(i), name -> new HashMap<>())
          .computeIfAbsent(of.value(i), value -> new Numbers())
          .add(series);
    }
  }

  /** How many different pairs of a name and a value there are. */
  long labelPairCount() {
    return labels.values().stream().mapToLong(Map::size).sum();
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
    Map<String, Numbers> values = labels.get(name);
    return values == null ? List.of() : sorted(List.copyOf(values.keySet()));
  }

  private static List<String> sorted(List<String> texts) {
    List<String> sorted = new ArrayList<>(texts);
    sorted.sort(LabelOrder::compare);
    return sorted;
  }

  @Override
  public int[] postings(String name, String value) {
    Map<String, Numbers> values = labels.get(name);
    Numbers found = values == null ? null : values.get(value);
    return found == null ? Postings.NONE : found.toArray();
  }

  /** A growing list of numbers; most hold one, of a label that differs from series to series. */
  private static final class Numbers {
    private int[] items = new int[1];
    private int length;

    void add(int number) {
      if (length == items.length) {
        items = Arrays.copyOf(items, 2 * length);
      }
      items[length++] = number;
    }

    int[] toArray() {
      return length == items.length ? items : Arrays.copyOf(items, length);
    }
  }
}
