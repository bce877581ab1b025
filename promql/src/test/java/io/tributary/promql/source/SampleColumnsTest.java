package io.tributary.promql.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleColumnsTest {
  private final SampleColumns columns = new SampleColumns();

  @Test
  void append_growsPastItsFirstBuffer() {
    columns.clear();
    for (int i = 0; i < 1_000; i++) {
      columns.append(i, 2 * i);
    }
    assertThat(columns.size()).isEqualTo(1_000);
    assertThat(columns.timestamps[999]).isEqualTo(999);
    assertThat(columns.values[999]).isEqualTo(1_998);
  }

  @Test
  void startTimestamps_areNullUntilOneIsKnown() {
    columns.clear();
    columns.append(1, 1, 0);
    assertThat(columns.startTimestamps).isNull();
    columns.append(2, 2, 1);
    columns.append(3, 3);
    assertThat(columns.startTimestamps).startsWith(0, 1, 0);
    columns.clear();
    assertThat(columns.startTimestamps).isNull();
  }

  @Test
  void clear_afterView_appendsToItsOwnBuffersAgain() {
    long[] timestamps = {1, 2, 3};
    double[] values = {1, 2, 3};
    columns.view(timestamps, values, 1, 3);
    assertThat(columns.size()).isEqualTo(2);
    columns.clear();
    columns.append(9, 9);
    assertThat(timestamps).containsExactly(1, 2, 3);
    assertThat(columns.timestamps[0]).isEqualTo(9);
  }
}
