package io.tributary.promql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.syntax.RangeEdges;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.StalenessMarker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static Windows windows(
      TimeGrid grid, long rangeMs, long offsetMs, @Nullable Long atMs, RangeEdges edges) {
    return new Windows(new WindowShape(grid, rangeMs, offsetMs, atMs, edges, 50));
  }

  private static SampleColumns every10Ms(int count) {
    SampleColumns columns = new SampleColumns();
    columns.clear();
    for (int i = 0; i < count; i++) {
      columns.append(10L * i, i);
    }
    return columns;
  }

  @Test
  void window_isOpenOnTheLeft_closedOnTheRight() {
    Windows w = windows(new TimeGrid(30, 10, 3), 20, 0, null, RangeEdges.PLAIN);
    w.fill(Labels.EMPTY, every10Ms(10));
    assertThat(w.from).containsExactly(2, 3, 4);
    assertThat(w.to).containsExactly(4, 5, 6);
  }

  @Test
  void offset_movesTheWindowBack() {
    Windows w = windows(TimeGrid.instant(60), 20, 30, null, RangeEdges.PLAIN);
    w.fill(Labels.EMPTY, every10Ms(10));
    assertThat(w.from[0]).isEqualTo(2);
    assertThat(w.to[0]).isEqualTo(4);
  }

  @Test
  void fixedTime_isTheSameWindowAtEachStep() {
    Windows w = windows(new TimeGrid(1_000, 10, 3), 20, 0, 50L, RangeEdges.PLAIN);
    w.fill(Labels.EMPTY, every10Ms(10));
    assertThat(w.from).containsExactly(4, 4, 4);
    assertThat(w.to).containsExactly(6, 6, 6);
  }

  @Test
  void extendedEdges_readFurther() {
    Windows anchored = windows(TimeGrid.instant(80), 10, 0, null, RangeEdges.ANCHORED);
    anchored.fill(Labels.EMPTY, every10Ms(20));
    assertThat(anchored.from[0]).isEqualTo(3);
    assertThat(anchored.to[0]).isEqualTo(9);
    Windows smoothed = windows(TimeGrid.instant(80), 10, 0, null, RangeEdges.SMOOTHED);
    smoothed.fill(Labels.EMPTY, every10Ms(20));
    assertThat(smoothed.from[0]).isEqualTo(3);
    assertThat(smoothed.to[0]).isEqualTo(14);
  }

  @Test
  void stalenessMarkers_areTakenOut_withoutTouchingTheStoresArrays() {
    double[] values = {1, StalenessMarker.VALUE, 3};
    long[] timestamps = {10, 20, 30};
    SampleColumns columns = new SampleColumns();
    columns.view(timestamps, values, 0, 3);
    Windows w = windows(TimeGrid.instant(30), 100, 0, null, RangeEdges.PLAIN);
    w.fill(Labels.EMPTY, columns);
    assertThat(w.floatCount(0)).isEqualTo(2);
    assertThat(w.values[w.to[0] - 1]).isEqualTo(3);
    assertThat(StalenessMarker.is(values[1])).isTrue();
  }

  @Test
  void staleHistograms_areTakenOutToo() {
    SampleColumns columns = new SampleColumns();
    columns.clear();
    columns.append(10, FloatHistogram.builder(0).build(), 0);
    columns.append(20, FloatHistogram.stale(), 0);
    Windows w = windows(TimeGrid.instant(30), 100, 0, null, RangeEdges.PLAIN);
    w.fill(Labels.EMPTY, columns);
    assertThat(w.histogramCount(0)).isEqualTo(1);
  }
}
