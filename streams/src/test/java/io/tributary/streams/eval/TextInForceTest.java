package io.tributary.streams.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RecordingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TextInForceTest {
  @Test
  void rule_isReadBack() {
    Map<String, String> texts =
        Map.of("summary", "a \"b\" \\d\n\tc: {{ $labels.x }} \u00e4 # no comment", "empty", "");
    AlertingRule alert =
        new AlertingRule(
            "Al\"ert",
            "rate(up{job=~\"a.*\"}[5m])\n  > 0 # why",
            Duration.ofSeconds(90),
            Duration.ofMillis(1),
            Map.of("severity", "page"),
            texts,
            7);
    assertReadBack(alert);
    assertReadBack(new RecordingRule("a:b", "sum(up)", Map.of("gone", ""), 3));
  }

  private static void assertReadBack(Rule rule) {
    RuleGroup group =
        new RuleGroup(
            "ns/f.yml",
            "g: 1",
            Duration.ofMillis(1_500),
            Duration.ofMinutes(1),
            9,
            Map.of(),
            List.of(rule),
            false,
            Map.of());
    RuleGroup read =
        Objects.requireNonNull(TextInForce.decode("ns/f.yml", TextInForce.encode(group, rule)));

    assertThat(read.rules().getFirst().version()).isEqualTo(rule.version());
    assertThat(read.version()).isEqualTo(group.version());
    assertThat(read.key()).isEqualTo(group.key());
  }

  @Test
  void text_thatCanNotBeReadIsNone() {
    assertThat(TextInForce.decode("f", "{\"groups\": [{\"name\": \"g\"}]}")).isNull();
    assertThat(TextInForce.decode("f", "{{{")).isNull();
  }
}
