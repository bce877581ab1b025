package io.tributary.streams.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.schemas.labels.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertTemplateTest {
  private static final AlertData ALERT =
      new AlertData(
          Labels.of("cluster", "east", "instance", "n1:9100"),
          Labels.of("hub", "control"),
          0.8765432);

  private static final Expansion EXPANSION =
      new Expansion(
          1_000_000,
          "https://hub.example:9090/prom",
          query -> List.of(new TemplateSample(Labels.of("q", query), 3)));

  private static String expand(String text) {
    return AlertTemplate.parse("HighCpu", text).expand(ALERT, EXPANSION);
  }

  @Test
  void variables_areThoseOfPrometheus() {
    assertThat(
            expand(
                "{{ $labels.cluster }} {{ $labels.nothing }}{{ $value }} {{ $externalLabels.hub }}"
                    + " {{ $externalURL }} {{ .Labels.instance }} {{ .Value }}"
                    + " {{ .ExternalLabels.hub }} {{ .ExternalURL }}"))
        .isEqualTo(
            "east 0.8765432 control https://hub.example:9090/prom n1:9100 0.8765432 control"
                + " https://hub.example:9090/prom");
  }

  @Test
  void functions_workOnThem() {
    assertThat(expand("{{ $value | humanizePercentage }} on {{ $labels.instance | stripPort }}"))
        .isEqualTo("87.65% on n1");
    assertThat(
            expand(
                "{{ with query (printf \"up{c='%s'}\" $labels.cluster) }}"
                    + "{{ . | first | value | humanize }} {{ (first .).Labels.q }}{{ end }}"))
        .isEqualTo("3 up{c='east'}");
    assertThat(expand("{{ pathPrefix }}{{ graphLink \"up == 0\" }}"))
        .isEqualTo("/prom/graph?g0.expr=up+%3D%3D+0&g0.tab=0");
  }

  @Test
  void textWithoutActions_isItself() {
    assertThat(expand("100 % }} {")).isEqualTo("100 % }} {");
  }

  @Test
  void error_hasThePositionThatPrometheusGives() {
    String text = "{{ $labels.cluster | humanize }}";
    assertThatThrownBy(() -> expand(text))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "error executing template __alert_HighCpu: template: __alert_HighCpu:1:133: executing"
                + " \"__alert_HighCpu\" at <humanize>: error calling humanize: strconv.ParseFloat:"
                + " parsing \"east\": invalid syntax");
    assertThat(AlertTemplate.parse("HighCpu", text).expandOrExplain(ALERT, EXPANSION))
        .startsWith("<error expanding template: error executing template __alert_HighCpu: ")
        .endsWith(">");
  }

  @Test
  void tooLongTemplate_isRefused() {
    assertThatThrownBy(() -> AlertTemplate.parse("A", "x".repeat(300_000)))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("300000 characters long, at most 262144 are allowed");
  }

  @Test
  void queries_areFoundWithoutExpanding() {
    TemplateQueries queries =
        AlertTemplate.parse(
                "A",
                "{{ query \"up\" }}{{ if true }}{{ range \"down\" | query }}{{ end }}{{ end }}{{"
                    + " with printf \"node{instance='%s'}[%s]\" $labels.instance \"5m\" | query"
                    + " }}{{ . | first | value }}{{ end }}{{ define \"t\" }}{{ (query (print \"a\""
                    + " \"b\")) | len }}{{ end }}")
            .queries();
    assertThat(queries.exact()).containsExactlyInAnyOrder("up", "down", "ab");
    assertThat(queries.patterns()).containsExactly("node{instance='__unknown__'}[5m]");
    assertThat(queries.others()).isFalse();
  }

  @Test
  void queryOfALabel_isUnknown() {
    assertThat(AlertTemplate.parse("A", "{{ query $labels.q }}").queries().others()).isTrue();
    assertThat(AlertTemplate.parse("A", "{{ $labels.q }}").queries().isEmpty()).isTrue();
  }
}
