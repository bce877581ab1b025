package io.tributary.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.source.InMemorySource;
import io.tributary.schemas.labels.Labels;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private final Engine engine = new Engine(EngineOptions.defaults());

  @Test
  void explain_showsThePlanWithoutRunningIt() {
    Explanation plan = engine.prepare("sum by (job) (rate(x_total[5m])) > 2 * 3").explain(0, 0);
    assertThat(plan.toText())
        .isEqualTo(
            """
            VectorScalar >
              Aggregate sum by [job]
                OverTime rate Window {__name__="x_total"}[300000 ms]
              Number 6.0
            """);
  }

  @Test
  void explain_isJsonToo() {
    assertThat(engine.prepare("abs(x{a=\"\\\"\"})").explain(0, 0).toJson())
        .isEqualTo(
            "{\"operator\":\"Map abs\",\"inputs\":[{\"operator\":"
                + "\"Select {__name__=\\\"x\\\", a=\\\"\\\\\\\"\\\"}\",\"inputs\":[]}]}");
  }

  @Test
  void analyze_countsSeriesRowsSamplesAndTime() {
    InMemorySource source = new InMemorySource();
    for (int i = 0; i < 3; i++) {
      for (int t = 0; t < 4; t++) {
        source.append(Labels.of("__name__", "x", "i", String.valueOf(i)), t, 1);
      }
    }
    AtomicLong clock = new AtomicLong();
    PreparedQuery.Analysis analysis =
        engine
            .prepare("sum(x)")
            .analyzeInstant(source, 3, Interrupt.never(), () -> clock.getAndAdd(1_000));
    Explanation sum = analysis.explanation();
    assertThat(sum.series()).isEqualTo(1);
    assertThat(sum.rows()).isEqualTo(1);
    assertThat(sum.samples()).isEqualTo(12);
    assertThat(sum.nanos()).isPositive();
    Explanation select = sum.inputs().getFirst();
    assertThat(select.series()).isEqualTo(3);
    assertThat(select.rows()).isEqualTo(3);
    assertThat(sum.toText()).startsWith("Aggregate sum by []  (series=1 rows=1 samples=12 time=");
    assertThat(sum.toJson()).contains("\"series\":1,\"rows\":1,\"samples\":12,\"nanos\":");
  }
}
