package io.tributary.streams.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is written, a template is expanded or refused; nothing else may happen. */
class TemplateFuzzTest {
  private static final int ROUNDS = 5_000;

  private static final String[] PIECES = {
    "{{",
    "}}",
    "{{-",
    "-}}",
    " ",
    "\n",
    "(",
    ")",
    "|",
    ",",
    ".",
    "$",
    "$x",
    ":=",
    "=",
    "\"a\"",
    "`b`",
    "'c'",
    "1",
    "-2.5",
    "0x",
    "1e400",
    "if",
    "else",
    "end",
    "range",
    "with",
    "break",
    "continue",
    "define",
    "template",
    "block",
    "nil",
    "true",
    ".Labels",
    ".Value",
    "$labels",
    "$value",
    "query",
    "first",
    "printf",
    "\"%d %s %5.1f %*d\"",
    "index",
    "slice",
    "len",
    "eq",
    "and",
    "humanize",
    "toTime",
    ".Format",
    "reReplaceAll",
    "sortByLabel",
    "args",
    "/*",
    "*/",
    "text",
    "ä",
    "\u00a0",
    "%",
    "\\",
    "\"",
    "3k",
    "{{end}}",
    "{{if 1}}",
    "{{range $i, $x := args 1 2}}"
  };

  private static final AlertData ALERT = new AlertData(Labels.of("a", "b"), Labels.EMPTY, 1);
  private static final Expansion EXPANSION =
      new Expansion(0, "", query -> List.of(new TemplateSample(Labels.of("q", query), 1)));

  @Test
  void anyText_isExpandedOrRefused() {
    Random random = new Random(42);
    int expanded = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String text = text(random);
      try {
        AlertTemplate template = AlertTemplate.parse("A", text);
        assertThat(template.queries()).isNotNull();
        assertThat(template.expandOrExplain(ALERT, EXPANSION)).isNotNull();
        expanded++;
      } catch (TemplateException e) {
        assertThat(e).hasMessageStartingWith("template: __alert_A:");
      } catch (RuntimeException e) {
        throw new AssertionError("template: " + text, e);
      }
    }
    assertThat(expanded).isGreaterThan(ROUNDS / 100);
  }

  @Test
  void damagedTemplate_isExpandedOrRefused() {
    String whole =
        "{{ with printf \"up{job='%s'}\" $labels.job | query }}{{ range $i, $x := . }}"
            + "{{ if and (gt $i 0) (ne .Value 2.0) }}, {{ else }}{{ continue }}{{ end }}"
            + "{{ .Labels.q | toUpper | reReplaceAll \"(.)b\" \"${1}x\" }}={{ .Value | humanize }}"
            + "{{ end }}{{ else }}none{{ end }}";
    Random random = new Random(43);
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder damaged = new StringBuilder(whole);
      for (int cuts = random.nextInt(3); cuts >= 0; cuts--) {
        int at = random.nextInt(damaged.length() - 8);
        damaged.replace(at, at + random.nextInt(8), PIECES[random.nextInt(PIECES.length)]);
      }
      try {
        AlertTemplate.parse("A", damaged.toString()).expandOrExplain(ALERT, EXPANSION);
      } catch (TemplateException e) {
        assertThat(e.line()).isPositive();
      } catch (RuntimeException e) {
        throw new AssertionError("template: " + damaged, e);
      }
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(12); pieces >= 0; pieces--) {
      boolean action = random.nextBoolean();
      text.append(action ? "{{ " : "").append(PIECES[random.nextInt(PIECES.length)]);
      for (int more = random.nextInt(3); action && more > 0; more--) {
        text.append(' ').append(PIECES[random.nextInt(PIECES.length)]);
      }
      text.append(action ? " }}" : "");
    }
    return text.toString();
  }
}
