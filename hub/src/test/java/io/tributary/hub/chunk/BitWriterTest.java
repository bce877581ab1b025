package io.tributary.hub.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BitWriterTest {
  @Test
  void bits_standOneAfterTheOther_ofAnyCountAtAnyPlace() {
    Random random = new Random(5);
    BitWriter out = new BitWriter(2, 16);
    for (int round = 0; round < 50; round++) {
      // The second time in a buffer that holds other bits already.
      out.clear(2);
      StringBuilder expected = new StringBuilder("0".repeat(16));
      for (int i = 0; i < 300; i++) {
        int count = random.nextInt(65);
        long value = random.nextLong();
        out.writeBits(value, count);
        for (int bit = count - 1; bit >= 0; bit--) {
          expected.append((value >>> bit) & 1);
        }
      }
      assertThat(out.length()).isEqualTo((expected.length() + 7) / 8);
      expected.append("0".repeat(8 * out.length() - expected.length()));
      StringBuilder written = new StringBuilder();
      for (byte b : out.bytes()) {
        written.append(Integer.toBinaryString((b & 0xff) | 0x100), 1, 9);
      }
      assertThat(written.toString()).isEqualTo(expected.toString());
    }
  }
}
