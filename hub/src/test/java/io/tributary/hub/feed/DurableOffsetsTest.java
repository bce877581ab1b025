package io.tributary.hub.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurableOffsetsTest {
  private final DurableOffsets offsets = new DurableOffsets(40);

  @Test
  void committable_staysWhereNothingIsDurable() {
    offsets.appended(40, 1000);
    offsets.appended(41, 2000);
    assertThat(offsets.committable(1000)).isEqualTo(40);
  }

  @Test
  void committable_isTheNextOffsetWhereAllIsDurable() {
    offsets.appended(40, 1000);
    offsets.appended(45, 2000);
    assertThat(offsets.committable(2001)).isEqualTo(46);
    assertThat(offsets.committable(5000)).isEqualTo(46);
  }

  @Test
  void committable_goesStretchByStretch() {
    for (int i = 0; i < 3 * DurableOffsets.STRETCH; i++) {
      offsets.appended(40 + i, i);
    }
    assertThat(offsets.committable(DurableOffsets.STRETCH)).isEqualTo(40 + DurableOffsets.STRETCH);
    assertThat(offsets.committable(2L * DurableOffsets.STRETCH + 5))
        .isEqualTo(40 + 2 * DurableOffsets.STRETCH);
  }

  @Test
  void committable_waitsForAStretchWithOneLateRecord() {
    offsets.appended(40, 9000);
    for (int i = 1; i < 2 * DurableOffsets.STRETCH; i++) {
      offsets.appended(40 + i, 100);
    }
    assertThat(offsets.committable(5000)).isEqualTo(40);
    assertThat(offsets.committable(9001)).isEqualTo(40 + 2 * DurableOffsets.STRETCH);
  }

  @Test
  void ticks_holdNothingUp() {
    offsets.appended(40, Long.MIN_VALUE);
    offsets.appended(41, Long.MIN_VALUE);
    assertThat(offsets.committable(0)).isEqualTo(42);
  }

  @Test
  void committable_isTheStartBeforeAnything() {
    assertThat(offsets.committable(5000)).isEqualTo(40);
  }
}
