package io.tributary.streams.eval;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RecordingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleFile;
import io.tributary.streams.rule.RuleGroup;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The text of a rule that is in force, and how it was planned: a task that is started with another
 * text of the rule goes on with it until that one has its windows.
 *
 * <pre>
 *   line 1   a rule file of one group with one rule
 *   line 2   scope, and the expression that is evaluated
 *   others   id, interval, offset, whether results are told apart by partition, and expression:
 *            of each part that partitions evaluate
 * </pre>
 *
 * Expressions are in Base64, times in milliseconds.
 *
 * @param group with this rule alone
 */
record TextInForce(RuleGroup group, PlannedRule rule) {
  String encoded() {
    StringJoiner lines = new StringJoiner("\n");
    lines.add(encode(group, rule.rule()));
    lines.add(rule.scope() + " " + base64(rule.expr()));
    for (Partial partial : rule.partials()) {
      lines.add(
          partial.id()
              + " "
              + partial.intervalMs()
              + " "
              + partial.offsetMs()
              + " "
              + partial.perPartition()
              + " "
              + base64(partial.expr()));
    }
    return lines.toString();
  }

  private static String encode(RuleGroup group, Rule rule) {
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

  /**
   * The text of a rule of this source; null where this engine can't read it.
   *
   * @param reason why the rule is evaluated where it is
   */
  static @Nullable TextInForce decode(String source, String reason, String text) {
    List<String> lines = text.lines().toList();
    RuleFile file =
        RuleFile.parse(source, lines.isEmpty() ? "" : lines.getFirst(), Duration.ofMinutes(1));
    if (!file.valid() || file.ruleCount() != 1 || lines.size() < 2) {
      return null;
    }
    try {
      RuleGroup group = file.groups().getFirst();
      String[] planned = lines.get(1).split(" ");
      List<Partial> partials = lines.stream().skip(2).map(TextInForce::partial).toList();
      return new TextInForce(
          group,
          new PlannedRule(
              group.rules().getFirst(),
              Scope.valueOf(planned[0]),
              reason,
              fromBase64(planned[1]),
              partials));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static Partial partial(String line) {
    String[] fields = line.split(" ");
    return new Partial(
        fields[0],
        fromBase64(fields[4]),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[2]),
        Boolean.parseBoolean(fields[3]),
        List.of());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String fromBase64(String encoded) {
    return new String(Base64.getDecoder().decode(encoded), UTF_8);
  }
}
