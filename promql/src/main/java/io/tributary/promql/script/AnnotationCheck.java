package io.tributary.promql.script;

import io.tributary.promql.exec.Annotation;
import java.util.ArrayList;
import java.util.List;

/** Finds how annotations differ from what is expected of them. */
final class AnnotationCheck {
  private AnnotationCheck() {}

  static List<String> differences(Expectation expectation, List<Annotation> annotations) {
    List<String> differences = new ArrayList<>();
    for (Annotation.Level level : Annotation.Level.values()) {
      List<Expectation.AnnotationRule> rules =
          expectation.annotations().stream().filter(r -> r.level() == level).toList();
      List<String> messages =
          annotations.stream().filter(a -> a.level() == level).map(Annotation::message).toList();
      if (!rules.isEmpty()) {
        check(level, rules, messages, differences);
      }
    }
    return differences;
  }

  private static void check(
      Annotation.Level level,
      List<Expectation.AnnotationRule> rules,
      List<String> messages,
      List<String> differences) {
    for (Expectation.AnnotationRule rule : rules) {
      MessageRule wanted = rule.message();
      if (wanted != null && messages.stream().noneMatch(wanted::accepts)) {
        differences.add("expected " + level + " of " + wanted + " but got " + messages);
      }
    }
    for (String message : messages) {
      boolean allowed =
          rules.stream()
              .map(Expectation.AnnotationRule::message)
              .anyMatch(wanted -> wanted != null && wanted.accepts(message));
      if (!allowed) {
        differences.add("unexpected " + level + " " + message);
      }
    }
  }
}
