package io.tributary.promql.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.exec.Annotation;
import io.tributary.promql.exec.Value;
import io.tributary.promql.script.ScriptTarget.Outcome;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScriptRunnerTest {
  private static final Labels A = Labels.of("a", "1");
  private static final Labels B = Labels.of("b", "1");

  private final FakeTarget target = new FakeTarget();

  private ScriptReport run(String text) {
    return ScriptRunner.run(Script.parse("x.test", text), target);
  }

  private void answer(String query, Value value, Annotation... annotations) {
    target.instants.put(query, new Outcome.Answer(value, List.of(annotations)));
  }

  private static Value.Sample sample(Labels labels, double value) {
    return new Value.Sample(labels, 0, value, null);
  }

  private static Value vector(Value.Sample... samples) {
    return new Value.Vector(List.of(samples));
  }

  private @Nullable String difference(String text) {
    ScriptReport report = run(text);
    return report.passed() ? null : String.join("; ", report.failures().getFirst().differences());
  }

  @Test
  void run_countsEvalsAndPassesCommandsOn() {
    answer("time()", new Value.Scalar(0, 7));
    ScriptReport report =
        run(
            """
            load 1m
              x 1
              y 1

            clear
            eval instant at 0 time()
              8

            eval instant at 0 z
            """);
    assertThat(target.loaded).isEqualTo(2);
    assertThat(target.cleared).isEqualTo(2);
    assertThat(report).hasToString("x.test: 0 of 2 evals passed");
    assertThat(report.failures().getFirst().toString())
        .isEqualTo(
            "x.test:6: Instant[text=time(), atMs=0]\n  expected scalar 8.0 but got scalar 7.0");
    assertThat(report.failures().getLast().differences())
        .containsExactly("unexpected error: unknown: z");
  }

  @Test
  void instant_isAskedPinnedAndAsARange() {
    answer("a + b offset 5m", vector());
    answer("a @ 100.000  + b offset 5m @ 100.000 ", vector());
    assertThat(run("eval instant at 100s a + b offset 5m\n").passed()).isTrue();
    assertThat(target.asked)
        .containsExactly(
            "a + b offset 5m at 100000",
            "a @ 100.000  + b offset 5m @ 100.000  at -1000000",
            "a @ 100.000  + b offset 5m @ 100.000  at 0",
            "a @ 100.000  + b offset 5m @ 100.000  at 20000",
            "a @ 100.000  + b offset 5m @ 100.000  at 100000",
            "a @ 100.000  + b offset 5m @ 100.000  at 1000000",
            "a + b offset 5m from 40000 to 160000 step 60000");
  }

  @Test
  void instant_isNotPinnedWhereTimeMatters() {
    answer("timestamp(a)", vector());
    assertThat(run("eval instant at 0 timestamp(a)\n").passed()).isTrue();
    assertThat(target.asked)
        .containsExactly("timestamp(a) at 0", "timestamp(a) from -60000 to 60000 step 60000");
  }

  @Test
  void instant_failureInAnotherWayIsReportedWithIt() {
    answer("a", vector());
    ScriptReport report = run("eval instant at 0 a\n");
    assertThat(report.failures().getFirst().query())
        .isEqualTo(new ScriptQuery.Instant("a @ 0.000 ", -1000));
  }

  @Test
  void vector_differencesAreNamed() {
    answer("vector(1)", vector(sample(A, 1), sample(B, 2)));
    assertThat(difference("eval instant at 0 vector(1)\n  {a=\"1\"} 1\n  {c=\"1\"} 2\n"))
        .isEqualTo("unexpected {b=\"1\"} 2.0; expected {c=\"1\"} 2.0 but there is no such series");
    assertThat(difference("eval instant at 0 vector(1)\n  {a=\"1\"} 1\n  {b=\"1\"} 2.1\n"))
        .isEqualTo("expected {b=\"1\"} 2.1 but got {b=\"1\"} 2.0");
  }

  @Test
  void vector_orderCountsWhereItIsExpected() {
    answer("sort(vector(1))", vector(sample(A, 1), sample(B, 2)));
    String text = "eval instant at 0 sort(vector(1))\n  expect ordered\n";
    assertThat(difference(text + "  {a=\"1\"} 1\n  {b=\"1\"} 2\n")).isNull();
    assertThat(difference(text + "  {b=\"1\"} 2\n  {a=\"1\"} 1\n"))
        .contains("expected {a=\"1\"} at place 1, got it at 0");
  }

  @Test
  void histograms_areComparedByPopulation() {
    FloatHistogram got =
        FloatHistogram.builder(0).count(3).sum(1.0000001).positive(0, 1, 0, 2).build();
    answer("sort(a)", vector(new Value.Sample(A, 0, 0, got)));
    String text = "eval instant at 0 sort(a)\n  expect ordered\n  {a=\"1\"} ";
    assertThat(difference(text + "{{count:3 sum:1 buckets:[1 0 2 0]}}\n"))
        .contains("unknown: sort");
    assertThat(difference(text + "{{count:3 sum:1 buckets:[1 1 1]}}\n"))
        .contains("buckets:[1.0 1.0 1.0]")
        .contains("buckets:[1.0 0.0 2.0]");
    assertThat(difference(text + "{{count:3 sum:1 buckets:[1 0 2] counter_reset_hint:gauge}}\n"))
        .contains("counter_reset_hint:gauge");
    assertThat(difference(text + "3\n")).contains("expected {a=\"1\"} 3.0 but got");
  }

  @Test
  void failure_isExpectedByItsMessage() {
    assertThat(difference("eval instant at 0 z\n  expect fail\n")).isNull();
    assertThat(difference("eval instant at 0 z\n  expect fail regex: un.*wn\n")).isNull();
    assertThat(difference("eval instant at 0 z\n  expect fail msg: other\n"))
        .isEqualTo("expected an error of \"other\" but got: unknown: z");
    answer("z", vector());
    assertThat(difference("eval instant at 0 z\n  expect fail\n"))
        .isEqualTo("expected an error but it succeeded");
  }

  @Test
  void annotations_areCheckedWhereExpected() {
    Annotation warning = new Annotation(Annotation.Level.WARNING, "PromQL warning: w (1:1)");
    answer("time()", new Value.Scalar(0, 1), warning);
    String text = "eval instant at 0 time()\n  1\n";
    target.range = new Outcome.Answer(new Value.Matrix(List.of()), List.of());
    assertThat(difference(text + "  expect no_warn\n"))
        .contains("unexpected WARNING PromQL warning: w (1:1)");
    assertThat(difference(text + "  expect info\n"))
        .contains("expected INFO of any message but got []");
    assertThat(difference(text + "  expect warn msg: PromQL warning: v (1:1)\n"))
        .contains("expected WARNING of \"PromQL warning: v (1:1)\"")
        .contains("unexpected WARNING PromQL warning: w (1:1)");
    assertThat(difference(text + "  expect warn\n")).doesNotContain("WARNING");
  }

  @Test
  void closeness_isToSixDigits() {
    assertThat(Closeness.close(1, 1.000001)).isTrue();
    assertThat(Closeness.close(1, 1.00001)).isFalse();
    assertThat(Closeness.close(0, 1e-300)).isFalse();
    assertThat(Closeness.close(0, 1e-320)).isTrue();
    assertThat(Closeness.close(Double.NaN, Double.longBitsToDouble(0x7ff8000000000001L))).isTrue();
    assertThat(Closeness.close(Double.NaN, Double.longBitsToDouble(0x7ff0000000000002L))).isFalse();
    assertThat(Closeness.close(Double.MAX_VALUE, Double.POSITIVE_INFINITY)).isFalse();
  }
}
