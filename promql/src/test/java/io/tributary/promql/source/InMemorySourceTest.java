package io.tributary.promql.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InMemorySourceTest {
  private static final Labels UP = Labels.of("__name__", "up", "job", "a");

  private final InMemorySource source = new InMemorySource();

  private SampleColumns read(Labels labels, long fromMs, long toMs) {
    List<Matcher> matchers = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      matchers.add(Matcher.of(Matcher.Type.EQUAL, labels.name(i), labels.value(i)));
    }
    SeriesSet set = source.select(new Selection(matchers, fromMs, toMs));
    assertThat(set.labels()).containsExactly(labels);
    SampleColumns columns = new SampleColumns();
    try (SampleReader reader = set.open()) {
      reader.read(0, fromMs, toMs, columns);
    }
    return columns;
  }

  private static FloatHistogram histogram(double... buckets) {
    double count = 0;
    for (double bucket : buckets) {
      count += bucket;
    }
    return FloatHistogram.builder(0).count(count).positive(0, buckets).build();
  }

  @Test
  void read_givesTheRangeInclusive() {
    for (int i = 0; i < 10; i++) {
      source.append(UP, i * 1000L, i);
    }
    SampleColumns columns = read(UP, 2000, 4000);
    assertThat(columns.size()).isEqualTo(3);
    assertThat(columns.values[columns.from]).isEqualTo(2);
    assertThat(columns.values[columns.to - 1]).isEqualTo(4);
  }

  @Test
  void read_ofAnyRange_givesWhatAScanGives() {
    Random random = new Random(5);
    List<Long> times = new ArrayList<>();
    for (long t = 0; times.size() < 200; t += 1 + random.nextInt(20)) {
      source.append(UP, t, 1);
      times.add(t);
    }
    for (int round = 0; round < 3_000; round++) {
      long from = random.nextLong(-100, 2_900);
      long to = from + random.nextLong(1_000);
      SampleColumns columns = read(UP, from, to);
      List<Long> got = new ArrayList<>();
      for (int i = columns.from; i < columns.to; i++) {
        got.add(columns.timestamps[i]);
      }
      assertThat(got).isEqualTo(times.stream().filter(t -> t >= from && t <= to).toList());
    }
  }

  @Test
  void append_refusesWhatIsNotLater() {
    source.append(UP, 1000, 1);
    assertThatThrownBy(() -> source.append(UP, 1000, 2)).hasMessageContaining("is not later than");
    assertThatThrownBy(() -> source.append(UP, 500, histogram(1), 0))
        .hasMessageContaining("is not later than");
  }

  @Test
  void histograms_areReadWithTheHintsOfAStore() {
    source.append(UP, 0, histogram(1), 0);
    source.append(UP, 1, histogram(2), 0);
    source.append(UP, 2, histogram(1), 0); // a reset: a new chunk
    source.append(UP, 3, histogram(2), 0);
    source.append(UP, 4, 1.0);
    source.append(UP, 5, histogram(3), 0); // after a float: a new chunk
    source.append(UP, 6, histogram(3).withHint(CounterReset.GAUGE), 0);
    source.append(UP, 7, histogram(4).withHint(CounterReset.RESET), 0);
    source.append(UP, 8, histogram(5).toSchema(-1), 0); // another layout
    SampleColumns columns = read(UP, 0, 10);
    List<CounterReset> hints = new ArrayList<>();
    for (int i = 0; i < columns.histogramCount; i++) {
      hints.add(columns.histograms[i].hint());
    }
    assertThat(hints)
        .containsExactly(
            CounterReset.UNKNOWN,
            CounterReset.NOT_RESET,
            CounterReset.UNKNOWN,
            CounterReset.NOT_RESET,
            CounterReset.UNKNOWN,
            CounterReset.GAUGE,
            CounterReset.UNKNOWN,
            CounterReset.UNKNOWN);
  }
}
