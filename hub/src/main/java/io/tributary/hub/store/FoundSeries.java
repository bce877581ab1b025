package io.tributary.hub.store;

import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * The series that were found in several places, each place's in order of their labels: merged as
 * they are added, which takes one comparison for a series that is everywhere.
 *
 * <p>Threading: of one thread.
 */
final class FoundSeries {
  private List<Labels> labels = new ArrayList<>();
  private List<List<Part>> parts = new ArrayList<>();

  /**
   * Adds those of a place, which is later than those before it.
   *
   * @param where the part of each series
   */
  void add(List<Labels> found, List<Part> where) {
    if (labels.isEmpty()) {
      labels = found;
      for (Part part : where) {
        parts.add(List.of(part));
      }
      return;
    }
    if (found.isEmpty()) {
      return;
    }
    List<Labels> mergedLabels = new ArrayList<>(Math.max(labels.size(), found.size()));
    List<List<Part>> mergedParts = new ArrayList<>(Math.max(labels.size(), found.size()));
    int a = 0;
    int b = 0;
    while (a < labels.size() || b < found.size()) {
      int order = a == labels.size() ? 1 : b == found.size() ? -1 : compare(a, found.get(b));
      mergedLabels.add(order <= 0 ? labels.get(a) : found.get(b));
      if (order < 0) {
        mergedParts.add(parts.get(a++));
      } else if (order > 0) {
        mergedParts.add(List.of(where.get(b++)));
      } else {
        mergedParts.add(with(parts.get(a++), where.get(b++)));
      }
    }
    labels = mergedLabels;
    parts = mergedParts;
  }

  private int compare(int a, Labels other) {
    return labels.get(a).compareTo(other);
  }

  private static List<Part> with(List<Part> before, Part added) {
    List<Part> all = new ArrayList<>(before.size() + 1);
    all.addAll(before);
    all.add(added);
    return all;
  }

  List<Labels> labels() {
    return labels;
  }

  List<List<Part>> parts() {
    return parts;
  }
}
