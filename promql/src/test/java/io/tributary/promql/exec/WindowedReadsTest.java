package io.tributary.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.SampleReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowedReadsTest {
  private final List<String> asked = new ArrayList<>();
  private final Budget budget = new Budget(EngineOptions.defaults(), Interrupt.never());

  /** Holds a sample a millisecond. */
  private final SampleReader samples =
      (series, fromMs, toMs, into) -> {
        asked.add(fromMs + ".." + toMs);
        into.clear();
        for (long t = fromMs; t <= toMs; t++) {
          into.append(t, 1);
        }
      };

  @Test
  void windowsThatOverlap_areReadAtOnce() {
    SampleColumns columns = new SampleColumns();
    new WindowedReads(samples, 1, 10, 5, 4, budget).read(0, columns);
    assertThat(asked).containsExactly("1..25");
    assertThat(columns.size()).isEqualTo(25);
  }

  @Test
  void windowsFarApart_areReadOneByOne() {
    SampleColumns columns = new SampleColumns();
    new WindowedReads(samples, 1, 10, 1_000, 3, budget).read(0, columns);
    assertThat(asked).containsExactly("1..10", "1001..1010", "2001..2010");
    assertThat(columns.size()).isEqualTo(30);
    assertThat(columns.timestamps[29]).isEqualTo(2_010);
  }

  @Test
  void windowsThatAreAllTheSame_areReadOnce() {
    SampleColumns columns = new SampleColumns();
    new WindowedReads(samples, 1, 10, 0, 100, budget).read(0, columns);
    assertThat(asked).containsExactly("1..10");
  }

  @Test
  void whatWasRead_isCountedWhenClosed() {
    WindowedReads reads = new WindowedReads(samples, 1, 10, 0, 1, budget);
    for (int series = 0; series < 1_000; series++) {
      reads.read(series, new SampleColumns());
    }
    reads.close();
    assertThat(budget.samplesRead()).isEqualTo(10_000);
  }

  @Test
  void reading_endsWithItsQuery_alsoWhereThereAreNoSamples() {
    Interrupt interrupt = Interrupt.never();
    WindowedReads reads =
        new WindowedReads(
            (series, fromMs, toMs, into) -> into.clear(),
            1,
            10,
            0,
            1,
            new Budget(EngineOptions.defaults(), interrupt));
    interrupt.cancel();
    assertThatThrownBy(
            () -> {
              for (int series = 0; series < 10_000; series++) {
                reads.read(series, new SampleColumns());
              }
            })
        .isInstanceOf(QueryException.class);
  }
}
