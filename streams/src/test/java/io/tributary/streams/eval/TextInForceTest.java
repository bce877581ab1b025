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
    PlannedRule planned =
        new PlannedRule(
            rule,
            Scope.PARTIAL,
            "why",
            "sum({__tributary_partial__=\"1f\"}) # \n",
            List.of(
                new Partial("1f", "sum(up) # a\nb", 15_000, 10, true, List.of()),
                new Partial("20", "up", 15_000, 10, false, List.of())));
    String encoded = new TextInForce(group, planned).encoded();
    TextInForce decoded = Objects.requireNonNull(TextInForce.decode("ns/f.yml", "why", encoded));
    RuleGroup read = decoded.group();

    assertThat(read.rules().getFirst().version()).isEqualTo(rule.version());
    assertThat(read.version()).isEqualTo(group.version());
    assertThat(read.key()).isEqualTo(group.key());
    assertThat(decoded.rule().expr()).isEqualTo(planned.expr());
    assertThat(decoded.rule().scope()).isEqualTo(Scope.PARTIAL);
    assertThat(decoded.rule().partials()).isEqualTo(planned.partials());
  }

  @Test
  void text_thatCanNotBeReadIsNone() {
    String rule =
        "{\"groups\": [{\"name\": \"g\", \"rules\": [{\"record\": \"r\", \"expr\": \"up\"}]}]}";
    for (String text :
        List.of(
            "",
            "{{{",
            "{\"groups\": [{\"name\": \"g\"}]}\nLOCAL dXA=",
            rule,
            rule + "\nLOCAL",
            rule + "\nELSEWHERE dXA=",
            rule + "\nLOCAL %%",
            rule + "\nLOCAL dXA=\n1 2")) {
      assertThat(TextInForce.decode("f", "why", text)).as(text).isNull();
    }
    assertThat(TextInForce.decode("f", "why", rule + "\nLOCAL dXA=")).isNotNull();
  }
}
