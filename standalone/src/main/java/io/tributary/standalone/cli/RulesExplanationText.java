package io.tributary.standalone.cli;

import io.tributary.promql.syntax.DurationText;
import io.tributary.streams.explain.Assumptions;
import io.tributary.streams.explain.GroupExplanation;
import io.tributary.streams.explain.RuleExplanation;
import java.util.Locale;

/** What {@code rules explain} prints. Of one thread. */
final class RulesExplanationText {
  private final StringBuilder out = new StringBuilder();

  private RulesExplanationText() {}

  static String of(Iterable<GroupExplanation> groups, Assumptions assumed) {
    RulesExplanationText text = new RulesExplanationText();
    groups.forEach(text::group);
    text.line(
        "Estimates are for "
            + String.format(Locale.ROOT, "%,d", assumed.series())
            + " series a selector, scraped every "
            + DurationText.format(assumed.scrapeInterval().toMillis())
            + ". Memory is what samples and what is worked out of them take, beyond the series'"
            + " labels; rules that look at the same series share it.");
    return text.out.toString();
  }

  private void group(GroupExplanation group) {
    String interval = DurationText.format(group.interval().toMillis());
    String where =
        switch (group.scope()) {
          case LOCAL -> "in each partition";
          case PARTIAL -> "in one place, from results of each partition";
          case GATHER -> "in one place, to which series are sent from all partitions";
        };
    line("group " + group.key() + ", every " + interval + ": evaluated " + where);
    line("  because " + group.reason());
    group.rules().forEach(this::rule);
    line("");
  }

  private void rule(RuleExplanation rule) {
    line("");
    line("  " + (rule.alert() ? "alert " : "record ") + rule.name());
    line("    " + rule.expr().replaceAll("\\s+", " "));
    field("scope", rule.scope());
    for (RuleExplanation.Selected selected : rule.selectors()) {
      field("looks at", selected.selector() + ", " + selected.window() + " back");
    }
    field("memory", "about " + bytes(rule.memoryBytes()));
    field("disk", "about " + bytes(rule.diskBytes()));
    field("traffic", traffic(rule));
    rule.notes().forEach(note -> field("note", note));
  }

  private static String traffic(RuleExplanation rule) {
    return rule.trafficBytesPerSecond() == 0
        ? rule.traffic()
        : rule.traffic() + ": about " + bytes(rule.trafficBytesPerSecond()) + "/s";
  }

  private void field(String name, String value) {
    line("    " + name + " ".repeat(10 - name.length()) + value);
  }

  private void line(String text) {
    out.append(text).append(System.lineSeparator());
  }

  /** Two digits at least: it is an estimate. */
  private static String bytes(long bytes) {
    String unit = bytes < 1_000 ? "B" : bytes < 1_000_000 ? "kB" : "MB";
    double number = bytes < 1_000 ? bytes : bytes < 1_000_000 ? bytes / 1e3 : bytes / 1e6;
    return String.format(
        Locale.ROOT, number < 10 && bytes >= 1_000 ? "%.1f %s" : "%,.0f %s", number, unit);
  }
}
