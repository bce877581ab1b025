package io.tributary.streams.eval;

import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RecordingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleFile;
import io.tributary.streams.rule.RuleGroup;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The text of a rule that is in force while another one, which the files have by now, waits for its
 * windows: as a rule file of one group with one rule, so that a task that is restarted meanwhile
 * can go on with it.
 */
final class TextInForce {
  private TextInForce() {}

  static String encode(RuleGroup group, Rule rule) {
    return "{\"groups\": [{\"name\": "
        + quoted(group.name())
        + ", \"interval\": "
        + millis(group.interval())
        + ", \"query_offset\": "
        + millis(group.queryOffset())
        + ", \"limit\": "
        + group.limit()
        + ", \"rules\": ["
        + encode(rule)
        + "]}]}";
  }

  private static String encode(Rule rule) {
    return switch (rule) {
      case RecordingRule recording -> "{\"record\": " + quoted(recording.name()) + rest(rule);
      case AlertingRule alerting ->
          "{\"alert\": "
              + quoted(alerting.name())
              + ", \"for\": "
              + millis(alerting.holdFor())
              + ", \"keep_firing_for\": "
              + millis(alerting.keepFiringFor())
              + ", \"annotations\": "
              + texts(alerting.annotations())
              + rest(rule);
    };
  }

  private static String rest(Rule rule) {
    return ", \"expr\": " + quoted(rule.expr()) + ", \"labels\": " + texts(rule.labels()) + "}";
  }

  private static String millis(Duration duration) {
    return quoted(duration.toMillis() + "ms");
  }

  private static String texts(Map<String, String> texts) {
    StringJoiner joined = new StringJoiner(", ", "{", "}");
    texts.forEach((name, text) -> joined.add(quoted(name) + ": " + quoted(text)));
    return joined.toString();
  }

  /** As a YAML scalar in double quotes. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        quoted.append("\\x%02x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** The group with the one rule; null where this engine can't read it. */
  static @Nullable RuleGroup decode(String source, String text) {
    RuleFile file = RuleFile.parse(source, text, Duration.ofMinutes(1));
    return file.valid() && file.ruleCount() == 1 ? file.groups().getFirst() : null;
  }
}
