package io.tributary.hub.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.promql.source.SampleColumns;
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
    SampleColumns read = read(inside, 5, bytes.length);
    assertThat(read.size()).isEqualTo(times.length);
    for (int i = 0; i < times.length; i++) {
      assertThat(read.timestamps[i]).isEqualTo(times[i]);
      assertThat(Double.doubleToRawLongBits(read.values[i]))
          .isEqualTo(Double.doubleToRawLongBits(values[i]));
    }
  }

  private static SampleColumns read(byte[] bytes, int offset, int length) {
    SampleColumns into = new SampleColumns();
    into.clear();
    XorChunkReader.read(bytes, offset, length, Long.MIN_VALUE, Long.MAX_VALUE, into);
    return into;
  }

  @Test
  void reader_givesTheSamplesOfTheRange() {
    XorChunkWriter writer = new XorChunkWriter();
    for (int i = 0; i < 100; i++) {
      writer.append(i * 1000L, i);
    }
    byte[] bytes = writer.bytes();
    SampleColumns into = new SampleColumns();
    into.clear();
    XorChunkReader.read(bytes, 0, bytes.length, 10_000, 12_500, into);

    assertThat(Arrays.copyOfRange(into.values, into.from, into.to)).containsExactly(10, 11, 12);
  }

  @Test
  void reader_ofGarbage_neverDoesWorseThanRefuse() {
    Random random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      byte[] garbage = new byte[random.nextInt(40)];
      random.nextBytes(garbage);
      try {
        assertThat(read(garbage, 0, garbage.length).size()).isLessThanOrEqualTo(8 * 40);
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

    assertThatThrownBy(() -> read(half, 0, half.length))
        .isInstanceOf(CorruptChunkException.class)
        .hasMessage("its samples end before their count does");
  }
}
