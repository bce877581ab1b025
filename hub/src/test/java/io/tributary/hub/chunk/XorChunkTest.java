package io.tributary.hub.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.schemas.sample.StalenessMarker;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class XorChunkTest {
  @Test
  void layout_isPrometheuss() {
    XorChunkWriter chunk = new XorChunkWriter();
    chunk.append(1000, 1.0);
    chunk.append(16000, 1.0);
    chunk.append(31000, 2.0);

    // count 3 | varint 1000 | 1.0 | uvarint 15000 | 0 | 0, 11 00001 001011 11111111111 and four
    // padding bits
    assertThat(HexFormat.of().formatHex(chunk.bytes()))
        .isEqualTo("0003d00f3ff0000000000000987530" + "97ffc0");
  }

  @Test
  void everySample_comesBackBitByBit() {
    double[] awkward = {
      0.0,
      -0.0,
      Double.NaN,
      StalenessMarker.VALUE,
      Double.POSITIVE_INFINITY,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      1e-300,
      42
    };
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      int n = 1 + random.nextInt(250);
      long[] times = new long[n];
      double[] values = new double[n];
      long t = random.nextLong() >> random.nextInt(64);
      for (int i = 0; i < n; i++) {
        t +=
            random.nextInt(5) == 0
                ? Math.abs(random.nextLong() >> (24 + random.nextInt(39))) + 1
                : 15_000;
        times[i] = t;
        values[i] =
            switch (random.nextInt(4)) {
              case 0 -> awkward[random.nextInt(awkward.length)];
              case 1 -> Double.longBitsToDouble(random.nextLong());
              case 2 -> i;
              default -> i == 0 ? 0 : values[i - 1];
            };
      }
      assertRoundTrip(times, values);
    }
  }

  private static void assertRoundTrip(long[] times, double[] values) {
    XorChunkWriter writer = new XorChunkWriter();
    for (int i = 0; i < times.length; i++) {
      writer.append(times[i], values[i]);
    }
    byte[] bytes = writer.bytes();
    byte[] inside = new byte[bytes.length + 10];
    System.arraycopy(bytes, 0, inside, 5, bytes.length);
    XorChunkReader reader = new XorChunkReader();
    reader.reset(inside, 5, bytes.length);
    for (int i = 0; i < times.length; i++) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.timestampMs()).isEqualTo(times[i]);
      assertThat(Double.doubleToRawLongBits(reader.value()))
          .isEqualTo(Double.doubleToRawLongBits(values[i]));
    }
    assertThat(reader.next()).isFalse();
  }

  @Test
  void reader_ofGarbage_neverDoesWorseThanRefuse() {
    Random random = new Random(11);
    XorChunkReader reader = new XorChunkReader();
    for (int round = 0; round < 20_000; round++) {
      byte[] garbage = new byte[random.nextInt(40)];
      random.nextBytes(garbage);
      try {
        reader.reset(garbage, 0, garbage.length);
        int samples = 0;
        while (reader.next()) {
          samples++;
        }
        assertThat(samples).isLessThanOrEqualTo(XorChunk.MAX_SAMPLES);
      } catch (CorruptChunkException e) {
        assertThat(e).hasMessageMatching(".+");
      }
    }
  }

  @Test
  void truncatedChunk_isRefused() {
    XorChunkWriter writer = new XorChunkWriter();
    for (int i = 0; i < 100; i++) {
      writer.append(i * 1000L, Math.sin(i));
    }
    byte[] half = Arrays.copyOf(writer.bytes(), writer.sizeBytes() / 2);
    XorChunkReader reader = new XorChunkReader();
    reader.reset(half, 0, half.length);

    assertThatThrownBy(
            () -> {
              while (reader.next()) {}
            })
        .isInstanceOf(CorruptChunkException.class)
        .hasMessage("its samples end before their count does");
  }
}
