package io.tributary.streams.backtest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules would have done.
 *
 * @param fromMs the first instant that could be evaluated
 * @param untilMs every instant until this one was evaluated
 * @param samplesRead how many samples were read, those that no rule selects included
 * @param rules in the order of the files
 * @param episodes in the order in which they began
 * @param notes what is to be known about the result, each a sentence
 */
public record BacktestReport(
    long fromMs,
    long untilMs,
    long samplesRead,
    List<RuleOutcome> rules,
    List<AlertEpisode> episodes,
    List<String> notes) {
  /** Copies the lists. */
  public BacktestReport {
    rules = List.copyOf(rules);
    episodes = List.copyOf(episodes);
    notes = List.copyOf(notes);
  }

  /**
   * What one rule did. Rules of a group that have the same name are taken together.
   *
   * @param series how many series it recorded; 0 of an alerting rule
   * @param samples how many samples
   * @param fired how many of its alerts fired
   * @param pendingOnly how many were pending and went away, or still are
   * @param lastError why its last evaluation failed, or null where it did not
   */
  public record RuleOutcome(
      String group,
      String rule,
      boolean alert,
      long series,
      long samples,
      long fired,
      long pendingOnly,
      @Nullable String lastError) {}
}
