package io.tributary.streams.rule;

import io.tributary.schemas.labels.Labels;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Which names and values metrics, labels and annotations may have: any UTF-8 but the empty name.
 */
final class RuleNames {
  private RuleNames() {}

  static void checkLabels(Map<String, String> labels, Node at, String where, Problems problems) {
    labels.forEach(
        (name, value) -> {
          if (name.equals(Labels.NAME)) {
            problems.add(
                at, where + "invalid label name: __name__: the metric's name is set by 'record'");
          } else if (!valid(name)) {
            problems.add(at, where + "invalid label name: " + name);
          }
          if (!wellFormed(value)) {
            problems.add(at, where + "invalid label value: " + value);
          }
        });
  }

  static void checkAnnotations(
      Map<String, String> annotations, Node at, String where, Problems problems) {
    for (String name : annotations.keySet()) {
      if (!valid(name)) {
        problems.add(at, where + "invalid annotation name: " + name);
      }
    }
  }

  /** What is wrong with the name of a recorded metric, or null. */
  static @Nullable String metricComplaint(String name) {
    if (!valid(name)) {
      return "invalid recording rule name: " + name;
    }
    // Legal since metric names may be any UTF-8, but in practice always a misplaced expression.
    if (name.contains("{") || name.contains("}")) {
      return "braces present in the recording rule name; should it be in expr?: " + name;
    }
    return null;
  }

  private static boolean valid(String name) {
    return !name.isEmpty() && wellFormed(name);
  }

  /** Whether the text can be written as UTF-8: it has no half of a surrogate pair alone. */
  private static boolean wellFormed(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xd800 && c < 0xe000);
  }
}
