package io.tributary.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void validity_isWhatTheStrictDecoderSays() {
    Random random = new Random(1);
    int valid = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      if (i % 2 == 0) {
        int from = random.nextInt(0x11000);
        String text = new StringBuilder().appendCodePoint(from * 16).append("ascii").toString();
        bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes[random.nextInt(bytes.length)] ^= (byte) (random.nextInt(8) == 0 ? 0x40 : 0);
      }
      boolean expected = strictDecoderAccepts(bytes);
      valid += expected ? 1 : 0;

      assertThat(Utf8.isValid(bytes, 0, bytes.length)).isEqualTo(expected);
    }
    assertThat(valid).isBetween(10_000, 40_000);
  }

  private static boolean strictDecoderAccepts(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
