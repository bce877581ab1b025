package io.tributary.promql.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.promql.exec.Annotation;
import io.tributary.schemas.labels.Labels;
import org.junit.jupiter.api.Test;

class ScriptParserTest {
  private static Command only(String text) {
    Script script = Script.parse("x.test", text);
    assertThat(script.commands()).hasSize(1);
    return script.commands().getFirst();
  }

  private static Expectation expectation(String text) {
    return ((Command.Eval) only(text)).expectation();
  }

  @Test
  void load_placesSamplesAtTheStep() {
    Command.Load load = (Command.Load) only("load 1m30s\n  up{job=\"a\"} 1 _ 0x1 stale\n");
    ScriptSeries series = load.series().getFirst();
    assertThat(series.labels()).isEqualTo(Labels.of("__name__", "up", "job", "a"));
    assertThat(series.samples().stream().map(ScriptSeries.Sample::timestampMs))
        .containsExactly(0L, 180_000L, 270_000L, 360_000L);
  }

  @Test
  void load_startTimestampsCountFromTheSample() {
    Command.Load load =
        (Command.Load)
            only("load 1m\n x{l=\"a @st\"}@st  _ -30s-1mx1 _\n x{l=\"a @st\"} 1 2 3 4\n");
    assertThat(load.series().getFirst().samples().stream().map(ScriptSeries.Sample::startMs))
        .containsExactly(0L, 30_000L, 30_000L, 0L);
  }

  @Test
  void load_refusesStartTimestampsThatDoNotFit() {
    assertThatThrownBy(() -> only("load 1m\n  x@st _ 1s\n  x 1\n"))
        .hasMessage("x.test:3: 2 start timestamps for 1 samples");
    assertThatThrownBy(() -> only("load 1m\n  x@st _ 1s\n  y 1 2\n"))
        .hasMessageStartingWith("x.test:3: start timestamps of ");
    assertThatThrownBy(() -> only("load 1m\n  x@st _ 1s\n"))
        .hasMessage("x.test:2: start timestamps without the series that they are for");
  }

  @Test
  void comment_endsABlock() {
    Script script = Script.parse("x.test", "load 1m\n  a 1\n# b 1\nclear\n");
    assertThat(script.commands()).hasSize(2);
    assertThat(script.commands().get(1)).isEqualTo(new Command.Clear(4));
  }

  @Test
  void eval_readsTimes() {
    Command.Eval instant = (Command.Eval) only("eval instant at 1m50s sum(x)\n");
    assertThat(instant.query()).isEqualTo(new ScriptQuery.Instant("sum(x)", 110_000));
    Command.Eval range = (Command.Eval) only("eval range from 0 to 1h step 30s a offset 1m\n");
    assertThat(range.query()).isEqualTo(new ScriptQuery.Range("a offset 1m", 0, 3_600_000, 30_000));
  }

  @Test
  void eval_readsExpectations() {
    Expectation expectation =
        expectation(
            """
            eval instant at 0 x
              expect warn msg: PromQL warning: no
              expect no_info
              expect ordered
              x{a="1"} 3
            """);
    assertThat(expectation.ordered()).isTrue();
    assertThat(expectation.failure()).isNull();
    assertThat(expectation.annotations())
        .containsExactly(
            new Expectation.AnnotationRule(
                Annotation.Level.WARNING, new MessageRule.Exact("PromQL warning: no")),
            new Expectation.AnnotationRule(Annotation.Level.INFO, null));
    assertThat(expectation.result()).isInstanceOf(Expectation.Result.Vector.class);
  }

  @Test
  void eval_readsOldSpellings() {
    Expectation expectation = expectation("eval_fail instant at 0 x\n  expected_fail_regexp a+b\n");
    assertThat(expectation.failure()).isInstanceOf(MessageRule.Regex.class);
    assertThat(expectation.failure().accepts("caab")).isTrue();
    assertThat(expectation.failure().accepts("cb")).isFalse();
    assertThat(expectation("eval_ordered instant at 0 x\n").ordered()).isTrue();
  }

  @Test
  void eval_readsSingleValues() {
    assertThat(expectation("eval instant at 0 1\n  -0x1f\n").result())
        .isEqualTo(new Expectation.Result.Scalar(-31));
    assertThat(expectation("eval instant at 0 'a'\n  expect string \"a\\tb\"\n").result())
        .isEqualTo(new Expectation.Result.Text("a\tb"));
  }

  @Test
  void eval_readsRangeVectors() {
    Expectation.Result result =
        expectation(
                "eval instant at 1m x[1m]\n expect range vector from 10s to 1m step 10s\n x 1 2\n")
            .result();
    assertThat(result).isInstanceOf(Expectation.Result.Matrix.class);
    assertThat(((Expectation.Result.Matrix) result).stepMs()).isEqualTo(10_000);
  }

  @Test
  void errors_nameTheLine() {
    assertThatThrownBy(() -> only("\n\nlaod 1m\n"))
        .hasMessage("x.test:3: invalid command \"laod 1m\"");
    assertThatThrownBy(() -> only("eval range from 1m to 0 step 1s x\n"))
        .hasMessage("x.test:1: the range ends before it starts");
    assertThatThrownBy(() -> only("eval instant at 0 x\n  expect nothing\n"))
        .hasMessage("x.test:2: cannot expect this: \"expect nothing\"");
    assertThatThrownBy(() -> only("eval instant at 0 x\n  expect warn\n  expect no_warn\n"))
        .hasMessage("x.test:3: annotations of one kind are expected and excluded");
    assertThatThrownBy(() -> only("eval instant at 0 x\n  x 1 2\n"))
        .hasMessage("x.test:2: expected one value of an instant vector's series but got 2");
    assertThatThrownBy(() -> only("eval range from 0 to 1m step 1m x\n  x 1 2 3\n"))
        .hasMessage("x.test:2: the range has 2 steps but the series 3");
    assertThatThrownBy(() -> only("load 1x\n")).hasMessageStartingWith("x.test:1: ");
    assertThatThrownBy(() -> only("load 1m\n  x{ 1\n")).hasMessageStartingWith("x.test:2: ");
  }

  @Test
  void loadWithNhcb_addsNativeHistograms() {
    Command.Load load =
        (Command.Load)
            only(
                """
                load_with_nhcb 1m
                  h_bucket{le="1",a="b"}    1 2
                  h_bucket{le="+Inf",a="b"} 3 5
                  h_bucket{le="x",a="b"}    9 9
                  h_sum{a="b"}              4 6
                """);
    ScriptSeries converted = load.series().getLast();
    assertThat(converted.labels()).isEqualTo(Labels.of("__name__", "h", "a", "b"));
    assertThat(converted.samples().getFirst().histogram())
        .hasToString("{count:3, sum:4, [-Inf,1]:1, (1,+Inf]:2}");
    assertThat(converted.samples().getLast().histogram())
        .hasToString("{count:5, sum:6, [-Inf,1]:2, (1,+Inf]:3}");
  }
}
