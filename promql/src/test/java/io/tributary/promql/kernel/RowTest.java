package io.tributary.promql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.histogram.FloatHistogram;
import org.junit.jupiter.api.Test;

class RowTest {
  private final Row row = new Row(3);
  private final FloatHistogram histogram = FloatHistogram.builder(0).build();

  @Test
  void row_holdsNothingAtFirst() {
    assertThat(row.isPresent(0)).isFalse();
    assertThat(row.hasHistograms()).isFalse();
  }

  @Test
  void float_andHistogram_replaceEachOther() {
    row.setFloat(1, Double.NaN);
    assertThat(row.isPresent(1)).as("NaN is a value").isTrue();
    row.setHistogram(1, histogram);
    assertThat(Row.isAbsent(row.values[1])).isTrue();
    assertThat(row.histogram(1)).isSameAs(histogram);
    row.setFloat(1, 5);
    assertThat(row.histogram(1)).isNull();
    row.setHistogram(1, null);
    assertThat(row.isPresent(1)).isFalse();
  }

  @Test
  void clear_takesOutBothKinds() {
    row.setFloat(0, 1);
    row.setHistogram(1, histogram);
    row.clear();
    assertThat(row.isPresent(0)).isFalse();
    assertThat(row.isPresent(1)).isFalse();
    row.setFloat(1, 1);
    assertThat(row.histogram(1)).isNull();
  }

  @Test
  void copyFrom_leavesNothingOfBefore() {
    row.setHistogram(0, histogram);
    Row other = new Row(3);
    other.setFloat(2, 4);
    row.copyFrom(other);
    assertThat(row.isPresent(0)).isFalse();
    assertThat(row.values[2]).isEqualTo(4);
    other.setHistogram(1, histogram);
    row.copyFrom(other);
    assertThat(row.histogram(1)).isSameAs(histogram);
  }
}
