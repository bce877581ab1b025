package io.tributary.streams.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.schemas.sample.StalenessMarker;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleBlockTest {
  @Test
  void encode_givesTheseBytes() {
    SampleBlock block = new SampleBlock();
    block.add(3, 1_000, Double.doubleToRawLongBits(1.0), SampleBlock.NO_HISTOGRAM);
    block.add(2, 2_000, StalenessMarker.BITS, SampleBlock.NO_HISTOGRAM);
    block.add(2, 1_500, 0, new byte[] {7, 8});

    assertThat(hex(block.encode()))
        .isEqualTo(
            "02" // version
                + "00000000000007d0" // latest
                + "01" // has histograms
                + "03" // count
                + "06"
                + "01"
                + "00" // ids 3, 2, 2
                + "d00f"
                + "d00f"
                + "e707" // 1000, +1000, -500
                + "3ff0000000000000"
                + "7ff0000000000002"
                + "0000000000000000"
                + "00"
                + "00"
                + "020708"); // histograms
  }

  @Test
  void decode_givesBackWhatWasEncoded() {
    Random random = new Random(2);
    SampleBlock block = new SampleBlock();
    SampleBlock decoded = new SampleBlock();
    for (int round = 0; round < 200; round++) {
      block.clear();
      int size = random.nextInt(300);
      boolean histograms = random.nextBoolean();
      for (int i = 0; i < size; i++) {
        byte[] histogram = new byte[histograms ? random.nextInt(3) : 0];
        random.nextBytes(histogram);
        block.add(
            random.nextInt(1 << 20),
            random.nextLong() >> random.nextInt(64),
            random.nextLong(),
            histogram);
      }
      decoded.decode(block.encode());
      assertSame(decoded, block);
    }
  }

  @Test
  void decode_refusesDamage() {
    SampleBlock block = new SampleBlock();
    for (int i = 0; i < 20; i++) {
      block.add(i, 1_000L * i, i, new byte[i % 3]);
    }
    byte[] good = block.encode();
    Random random = new Random(3);
    for (int round = 0; round < 5_000; round++) {
      byte[] bad = java.util.Arrays.copyOf(good, random.nextInt(good.length + 8));
      for (int i = random.nextInt(4); i > 0 && bad.length > 0; i--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        new SampleBlock().decode(bad);
      } catch (CorruptStateException e) {
        assertThat(e).hasMessageMatching(".*\\d.*");
      }
    }
  }

  @Test
  void decode_refusesOtherVersion() {
    SampleBlock block = new SampleBlock();
    byte[] bytes = block.encode();
    bytes[0] = 9;

    assertThatThrownBy(() -> new SampleBlock().decode(bytes))
        .isInstanceOf(CorruptStateException.class)
        .hasMessageContaining("version 9")
        .hasMessageContaining("version 2");
  }

  private static void assertSame(SampleBlock actual, SampleBlock expected) {
    assertThat(actual.size()).isEqualTo(expected.size());
    assertThat(actual.latestMs()).isEqualTo(expected.latestMs());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.id(i)).isEqualTo(expected.id(i));
      assertThat(actual.timestampMs(i)).isEqualTo(expected.timestampMs(i));
      assertThat(actual.valueBits(i)).isEqualTo(expected.valueBits(i));
      assertThat(actual.histogram(i)).isEqualTo(expected.histogram(i));
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
