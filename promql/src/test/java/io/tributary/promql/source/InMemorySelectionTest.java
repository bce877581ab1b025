package io.tributary.promql.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemorySelectionTest {
  private static final Labels UP_A = Labels.of("__name__", "up", "job", "a");
  private static final Labels UP_B = Labels.of("__name__", "up", "job", "b");

  private final InMemorySource source = new InMemorySource();

  private SeriesSet select(Matcher... matchers) {
    return source.select(new Selection(List.of(matchers), 0, 1_000));
  }

  @Test
  void select_findsByAllMatchers_sorted() {
    source.append(UP_B, 1, 1);
    source.append(UP_A, 1, 1);
    source.append(Labels.of("__name__", "down"), 1, 1);
    assertThat(select(Matcher.equal("__name__", "up")).labels()).containsExactly(UP_A, UP_B);
    assertThat(select(Matcher.of(Matcher.Type.REGEX, "job", "b|c")).labels()).containsExactly(UP_B);
    assertThat(select(Matcher.equal("job", "")).labels())
        .containsExactly(Labels.of("__name__", "down"));
  }

  @Test
  void select_givesTheSameSetUntilASeriesAppears() {
    source.append(UP_A, 1, 1);
    SeriesSet before = select(Matcher.equal("__name__", "up"));
    source.append(UP_A, 2, 1);
    assertThat(select(Matcher.equal("__name__", "up"))).isSameAs(before);
    source.append(UP_B, 1, 1);
    assertThat(select(Matcher.equal("__name__", "up")).size()).isEqualTo(2);
  }

  @Test
  void read_isInclusiveAtBothEnds() {
    for (int t = 1; t <= 5; t++) {
      source.append(UP_A, t, t * 10);
    }
    SampleColumns columns = new SampleColumns();
    select(Matcher.equal("__name__", "up")).open().read(0, 2, 4, columns);
    assertThat(columns.size()).isEqualTo(3);
    assertThat(columns.timestamps[columns.from]).isEqualTo(2);
    assertThat(columns.values[columns.to - 1]).isEqualTo(40);
  }

  @Test
  void read_keepsHistogramsApart() {
    source.append(UP_A, 1, 1, 0);
    source.append(UP_A, 2, FloatHistogram.builder(0).build(), 1);
    SampleColumns columns = new SampleColumns();
    select(Matcher.equal("__name__", "up")).open().read(0, 0, 10, columns);
    assertThat(columns.to - columns.from).isEqualTo(1);
    assertThat(columns.histogramCount).isEqualTo(1);
    assertThat(columns.histogramStartTimestamps).isNotNull();
  }

  @Test
  void append_refusesWhatIsNotLater() {
    source.append(UP_A, 5, 1);
    assertThatThrownBy(() -> source.append(UP_A, 5, 2))
        .hasMessageContaining("up{job=\"a\"} at 5 ms is not later than 5 ms");
  }
}
