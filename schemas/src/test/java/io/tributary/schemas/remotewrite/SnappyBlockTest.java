package io.tributary.schemas.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnappyBlockTest {
  private static final int LIMIT = SnappyBlock.MAX_DECODED_BYTES;

  @Test
  void decode_isTheInverseOfEncode() {
    for (int length : new int[] {0, 1, 100, 70_000}) {
      byte[] bytes = new byte[length];
      new Random(length).nextBytes(bytes);
      Arrays.fill(bytes, 0, length / 2, (byte) 7);

      assertThat(SnappyBlock.decode(SnappyBlock.encode(bytes), LIMIT)).isEqualTo(bytes);
    }
  }

  @Test
  void declaredLength_isCheckedBeforeAnythingIsAllocated() {
    byte[] fourGiB = HexFormat.of().parseHex("ffffffff0f" + "00");
    byte[] overTheLimit = HexFormat.of().parseHex("8180800100");

    assertRefused(fourGiB, "declares 4294967295 decoded bytes, the limit is 33554432");
    assertRefused(overTheLimit, "the limit is 1000", 1000);
  }

  @Test
  void malformedLength_isRefused() {
    assertRefused(new byte[0], "its length is malformed");
    assertRefused(HexFormat.of().parseHex("ffffffffff01"), "its length is malformed");
    assertRefused(HexFormat.of().parseHex("80"), "its length is malformed");
  }

  @Test
  void truncatedBlock_isRefused() {
    byte[] block = SnappyBlock.encode(new byte[10_000]);

    assertRefused(Arrays.copyOf(block, block.length - 1), "no snappy block");
  }

  @Test
  void framedFormat_isRefused() {
    // The stream identifier chunk of the framed format, which a remote write body must not have.
    assertRefused(HexFormat.of().parseHex("ff060000734e61507059"), "no snappy block");
  }

  @Test
  void damagedBlocks_areDecodedOrRefused() {
    Random random = new Random(1);
    byte[] text = "node_cpu_seconds_total{cpu=\"0\"}".repeat(200).getBytes(UTF_8);
    byte[] block = SnappyBlock.encode(text);
    int refused = 0;
    for (int i = 0; i < 5000; i++) {
      byte[] damaged = block.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      try {
        SnappyBlock.decode(damaged, LIMIT);
      } catch (WireFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  private static void assertRefused(byte[] block, String message) {
    assertRefused(block, message, LIMIT);
  }

  private static void assertRefused(byte[] block, String message, int limit) {
    assertThatThrownBy(() -> SnappyBlock.decode(block, limit))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining(message);
  }
}
