package io.tributary.streams.rule;

import java.util.Map;

/** One rule of a group, checked: its expression parses, its names and templates are valid. */
public sealed interface Rule permits RecordingRule, AlertingRule {
  /** The name of the recorded metric, or of the alert. Not unique within a group. */
  String name();

  /** The PromQL expression as it was written, without the blanks around it. */
  String expr();

  /**
   * The rule's labels over those of its group, sorted by name. Values of an alerting rule are
   * templates; an empty value of a recording rule removes the label.
   */
  Map<String, String> labels();

  /** The line in the source where the rule begins, from 1. */
  int line();

  /** A short text that changes when anything about the rule changes but its place in the file. */
  String version();
}
