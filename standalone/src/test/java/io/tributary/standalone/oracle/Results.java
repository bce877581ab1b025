package io.tributary.standalone.oracle;

import io.tributary.schemas.histogram.BucketCursor;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that rules recorded, every step of their alerts, and how the alerts stand at the end. */
final class Results {
  final Map<Labels, SampleTrack> recorded = new HashMap<>();
  final List<Transition> transitions = new ArrayList<>();
  final TreeMap<Labels, String> states = new TreeMap<>();

  void record(Labels labels, long timestampMs, double value, double @Nullable [] histogram) {
    recorded.computeIfAbsent(labels, key -> new SampleTrack()).add(timestampMs, value, histogram);
  }

  void state(AlertRecord alert) {
    states.put(Labels.of(alert.getLabelsMap()), Transition.name(alert.getState()));
  }

  /** Count, sum, then bounds and count of each bucket that is not empty. */
  static double[] numbers(FloatHistogram histogram) {
    List<Double> numbers = new ArrayList<>(List.of(histogram.count(), histogram.sum()));
    BucketCursor buckets = histogram.ascending();
    while (buckets.next()) {
      if (buckets.count() != 0) {
        numbers.add(buckets.lower());
        numbers.add(buckets.upper());
        numbers.add(buckets.count());
      }
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  int sampleCount() {
    return recorded.values().stream().mapToInt(SampleTrack::size).sum();
  }

  /** Up to 20 differences from what is expected, each a line. */
  List<String> differencesFrom(Results expected) {
    List<String> differences = new ArrayList<>();
    expected.recorded.forEach(
        (labels, track) -> {
          SampleTrack ours = recorded.getOrDefault(labels, new SampleTrack());
          String difference = ours.differenceFrom(track);
          if (difference != null) {
            differences.add(labels + " " + difference);
          }
        });
    for (Labels labels : recorded.keySet()) {
      if (!expected.recorded.containsKey(labels)) {
        differences.add(labels + " was recorded, and should not be");
      }
    }
    differences.sort(null);
    transitions.sort(null);
    expected.transitions.sort(null);
    for (int i = 0; i < Math.max(transitions.size(), expected.transitions.size()); i++) {
      Transition ours = i < transitions.size() ? transitions.get(i) : null;
      Transition theirs = i < expected.transitions.size() ? expected.transitions.get(i) : null;
      if (ours == null || theirs == null || !ours.agreesWith(theirs)) {
        differences.add("transition " + ours + " where there should be " + theirs);
        break;
      }
    }
    if (!states.equals(expected.states)) {
      differences.add("alerts are " + states + " and should be " + expected.states);
    }
    return differences.subList(0, Math.min(20, differences.size()));
  }
}
