package io.tributary.streams.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.schemas.labels.Labels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateLanguageTest {
  private static final Value DOT =
      new Value.Dict(
          Map.of(
              "name", new Value.Text("x"),
              "one", new Value.Int(1),
              "list", new Value.Listing(List.of(new Value.Int(7), new Value.Int(8)), "[]int"),
              "empty", new Value.Listing(List.of(), "[]int"),
              "texts", Value.Dict.ofTexts(Map.of("b", "2", "a", "1"))),
          false);

  private static String expand(String text) {
    return Templates.expand(text, DOT);
  }

  private static String failure(String text) {
    try {
      return "no failure: " + expand(text);
    } catch (TemplateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "a{{/* no */}}b                                    ~ ab",
        "a {{- 1 -}} b                                     ~ a1b",
        "a {{- /* no */ -}} b                              ~ ab",
        "{{if .name}}yes{{else}}no{{end}}                  ~ yes",
        "{{if .empty}}yes{{else if .one}}or{{else}}no{{end}} ~ or",
        "{{with .name}}[{{.}}]{{end}}                      ~ [x]",
        "{{with .nothing}}a{{else with .one}}{{.}}{{end}}  ~ 1",
        "{{range .list}}{{.}},{{end}}                      ~ 7,8,",
        "{{range .empty}}a{{else}}none{{end}}              ~ none",
        "{{range $i, $x := .list}}{{$i}}={{$x}} {{end}}.   ~ 0=7 1=8 .",
        "{{range $k, $v := .texts}}{{$k}}{{$v}}{{end}}     ~ a1b2",
        "{{range 3}}{{.}}{{end}}                           ~ 012",
        "{{range .list}}{{if eq . 8}}{{break}}{{end}}{{.}}{{end}} ~ 7",
        "{{range .list}}{{if eq . 7}}{{continue}}{{end}}{{.}}{{end}} ~ 8",
        "{{$x := 1}}{{if true}}{{$x = 2}}{{end}}{{$x}}     ~ 2",
        "{{$x := 1}}{{if true}}{{$x := 2}}{{end}}{{$x}}    ~ 1",
        "{{$}}{{with 5}}{{$.one}}{{end}}                   ~ map[empty:[] list:[7 8] name:x one:1"
            + " texts:map[a:1 b:2]]1",
        "{{block \"b\" .one}}<{{.}}>{{end}}                ~ <1>",
        "{{template \"t\"}}{{define \"t\"}}[{{.}}]{{end}}  ~ [<no value>]",
        "{{(index .list 1) | printf \"%03d\"}}             ~ 008",
        "{{index .texts \"a\"}}{{index .texts \"z\"}}      ~ 1",
        "{{slice \"abcd\" 1 3}}{{len \"äb\"}}              ~ bc3",
        "{{and 1 0 .x}}{{or 0 \"\" 2}}{{not 0}}            ~ 02true",
        "{{eq 1 2 1}}{{ne 1 2}}{{lt 1.5 2.5}}{{ge \"b\" \"a\"}} ~ truetruetruetrue",
        "{{.texts.z}}.{{.zzz}}                             ~ .<no value>",
        "{{print 1 2 \"a\" 3 4 nil}}                       ~ 1 2a3 4 <nil>",
        "{{println \"a\" 1}}.                              ~ a 1\\n.",
        "{{html \"<a b='c'>&\"}}                           ~ &lt;a b=&#39;c&#39;&gt;&amp;",
        "{{js \"a'b\\\"<>&=\"}}                            ~ a\\'b\\\"\\u003C\\u003E\\u0026\\u003D",
        "{{urlquery \"a b&c*/\"}}                          ~ a+b%26c%2A%2F",
        "{{`raw \\n`}}{{\"\\u00e4\\x41\\t|\"}}             ~ raw \\nä" + "A\t|",
        "{{'a'}} {{0x1F}} {{017}} {{0b11}} {{1_000}} {{1e3}} {{.5}} ~ 97 31 15 3 1000 1000 0.5",
        "{{1000000.0}} {{100000.0}} {{0.00001}} {{1e21}}   ~ 1e+06 100000 1e-05 1e+21",
      })
  void text_isExpandedAsGoDoes(String text, String expected) {
    assertThat(expand(text.strip())).isEqualTo(expected.replace("1\\n.", "1\n."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "{{            ~ template: test:1: unclosed action",
        "{{if}}a{{end}} ~ template: test:1: missing value for if",
        "{{if 1}}a     ~ template: test:1: unexpected EOF",
        "{{end}}       ~ template: test:1: unexpected {{end}}",
        "{{nope 1}}    ~ template: test:1: function \"nope\" not defined",
        "{{$x}}        ~ template: test:1: undefined variable \"$x\"",
        "{{1 | 2}}     ~ template: test:1: non executable command in pipeline stage 2",
        "{{.one * 2}}  ~ template: test:1: unexpected \"*\" in operand",
        "{{(1}}        ~ template: test:1: unclosed left paren",
        "{{1)}}        ~ template: test:1: unexpected right paren",
        "{{\"a}}       ~ template: test:1: unterminated quoted string",
        "{{`a}}        ~ template: test:1: unterminated raw quoted string",
        "{{/* a}}      ~ template: test:1: unclosed comment",
        "{{break}}     ~ template: test:1: {{break}} outside {{range}}",
        "{{else}}      ~ template: test:1: unexpected {{else}}",
        "{{true.a}}    ~ template: test:1: unexpected . after term \"true\"",
        "{{3k}}        ~ template: test:1: bad number syntax: \"3k\"",
        "{{$a$}}       ~ template: test:1: bad character U+0024 '$'",
        "{{template .}} ~ template: test:1: unexpected <.> in template clause",
        "{{template \"t\"}} ~ template: test:1:11: executing \"test\" at <{{template \"t\"}}>:"
            + " template \"t\" not defined",
        "{{.one.two}}  ~ template: test:1:6: executing \"test\" at <.one.two>: can't evaluate field"
            + " two in type int",
        "{{.name 1}}   ~ template: test:1:2: executing \"test\" at <.name>: name is not a method"
            + " but has arguments",
        "{{len 1}}     ~ template: test:1:2: executing \"test\" at <len 1>: error calling len: len"
            + " of type int",
        "{{eq 1 1.0}}  ~ template: test:1:2: executing \"test\" at <eq 1 1.0>: error calling eq:"
            + " incompatible types for comparison: int and float64",
        "{{toUpper 1}} ~ template: test:1:10: executing \"test\" at <1>: expected string; found 1",
        "{{.one | toUpper}} ~ template: test:1:9: executing \"test\" at <toUpper>: wrong type for"
            + " value; expected string; got int",
        "{{toUpper}}   ~ template: test:1:2: executing \"test\" at <toUpper>: wrong number of args"
            + " for toUpper: want 1 got 0",
        "{{range .one | print}}{{end}} ~ template: test:1:15: executing \"test\" at <print>: range"
            + " can't iterate over 1",
        "{{nil}}       ~ template: test:1:2: executing \"test\" at <nil>: nil is not a command",
        "{{1 2}}       ~ template: test:1:2: executing \"test\" at <1>: can't give argument to"
            + " non-function 1",
        "{{index .list 2}} ~ template: test:1:2: executing \"test\" at <index .list 2>: error"
            + " calling index: index out of range: 2",
      })
  void mistake_isExplainedAsGoDoes(String text, String expected) {
    assertThat(failure(text.strip())).isEqualTo(expected);
  }

  @Test
  void errorInALaterLine_namesLineAndColumnInBytes() {
    assertThat(failure("a\nä{{ index .list 9 }}"))
        .startsWith("template: test:2:5: executing \"test\" at <index .list 9>");
    assertThat(failure("{{ if\n1 }}\n\n{{ ( }}"))
        .isEqualTo("template: test:4: unclosed left paren");
    assertThat(failure("{{ 1\n")).isEqualTo("template: test:2: unclosed action started at test:1");
  }

  @Test
  void recursion_isBounded() {
    assertThat(failure("{{define \"t\"}}{{template \"t\"}}{{end}}{{template \"t\"}}"))
        .contains("exceeded maximum template depth (100)");
  }

  @Test
  void work_isBounded() {
    assertThat(failure("{{range 10000000}}{{end}}")).contains("more than 1000000 steps");
  }

  @Test
  void output_isBounded() {
    String ten = "aaaaaaaaaa";
    String growing = "{{$x := \"%s\"}}{{range 30}}{{$x = print $x $x}}{{end}}{{$x}}".formatted(ten);
    assertThat(failure(growing)).contains("longer than 1048576 characters");
    assertThat(failure("{{range 1000}}{{printf \"%99999d\" 1}}{{end}}"))
        .contains("output is longer than 1048576 characters");
  }

  @Test
  void nesting_isBounded() {
    assertThat(failure("{{" + "(".repeat(500) + "1" + ")".repeat(500) + "}}"))
        .contains("parentheses nested deeper than 100");
    assertThat(failure("{{if 1}}".repeat(500) + "{{end}}".repeat(500)))
        .contains("blocks nested deeper than 100");
    assertThat(failure("{{if 0}}" + "{{else if 0}}".repeat(500) + "{{end}}"))
        .contains("blocks nested deeper than 100");
  }

  @Test
  void failedQuery_isAnErrorOfTheTemplate() {
    Template template = Template.parse("test", "{{ query \"up\" }}");
    assertThatThrownBy(() -> template.expand(DOT, new Expansion(0, "", TemplateQuery.NONE)))
        .isInstanceOf(TemplateException.class)
        .hasMessageEndingWith("error calling query: no queries can be asked here: up");
  }

  @Test
  void queryResult_isWorkedOnWithItsFunctions() {
    List<TemplateSample> samples =
        List.of(
            new TemplateSample(Labels.of("instance", "b", "job", "n"), 2),
            new TemplateSample(Labels.of("instance", "a", "job", "n"), 1));
    assertThat(
            Templates.expand(
                "{{range query \"up\" | sortByLabel \"instance\"}}{{label \"instance\" .}}={{value"
                    + " .}} {{.Labels.job}};{{end}}{{with query \"up\"}}{{. | first | value}}{{len"
                    + " .}}{{end}}",
                DOT,
                samples))
        .isEqualTo("a=1 n;b=2 n;22");
  }

  @Test
  void regexOfAMillionSteps_isRefused() {
    assertThat(failure("{{reReplaceAll \"((a{100}){100}){100}\" \"\" \"a\"}}"))
        .contains("regular expression is too large");
  }
}
