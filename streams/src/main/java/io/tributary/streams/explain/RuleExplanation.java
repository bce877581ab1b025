package io.tributary.streams.explain;

import java.util.List;

/**
 * What one rule needs.
 *
 * @param name of the recorded metric, or of the alert
 * @param alert whether it is an alerting rule
 * @param expr as it was written
 * @param scope where it runs and why, as a sentence
 * @param selectors what it looks at
 * @param memoryBytes about what the windows of the assumed number of series take in memory, beyond
 *     labels; rules that look at the same series share them
 * @param diskBytes about what they take on disk
 * @param traffic what is sent between tasks for it, as a sentence
 * @param trafficBytesPerSecond about how much that is for the assumed number of series
 * @param notes what else is worth knowing, each a sentence
 */
public record RuleExplanation(
    String name,
    boolean alert,
    String expr,
    String scope,
    List<Selected> selectors,
    long memoryBytes,
    long diskBytes,
    String traffic,
    long trafficBytesPerSecond,
    List<String> notes) {
  /** Copies the lists. */
  public RuleExplanation {
    selectors = List.copyOf(selectors);
    notes = List.copyOf(notes);
  }

  /**
   * Series that the rule looks at.
   *
   * @param selector as PromQL
   * @param window how far back of an instant of evaluation, as a duration in words
   * @param windowMs the same in milliseconds
   */
  public record Selected(String selector, String window, long windowMs) {}
}
