package io.tributary.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LabelsHashTest {
  private static long hash(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return LabelsHash.xxh64(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
  }

  @Test
  void xxh64_givesThePublishedValues() {
    assertThat(hash("")).isEqualTo(0xef46db3751d8e999L);
    assertThat(hash("a")).isEqualTo(0xd24ec4f1a98c6e5bL);
    assertThat(hash("abc")).isEqualTo(0x44bc2cf5ad770999L);
    assertThat(hash("Nobody inspects the spammish repetition")).isEqualTo(0xfbcea83c8a378bf1L);
  }

  @Test
  void place_isBetweenZeroAndOne_andSpread() {
    int low = 0;
    for (int i = 0; i < 1_000; i++) {
      double place = LabelsHash.place(Labels.of("i", "x".repeat(i)));
      assertThat(place).isBetween(0.0, 1.0);
      low += place < 0.5 ? 1 : 0;
    }
    assertThat(low).isBetween(430, 570);
  }
}
