package io.tributary.hub.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.hub.block.ChunkEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkSpillTest {
  @TempDir private Path folder;

  private static byte[] data(int seed) {
    byte[] data = new byte[1 + seed % 40_000];
    new Random(seed).nextBytes(data);
    return data;
  }

  private static void assertHolds(
      ChunkSpill spill, long place, ChunkEncoding encoding, byte[] data) {
    byte[] read = new byte[data.length];
    spill.read(place, read, data.length);
    assertThat(read).isEqualTo(data);
    assertThat(spill.encoding(place)).isEqualTo(encoding);
  }

  @Test
  void layout_isEncodingThenData_oneChunkAfterTheOther() throws IOException {
    HexFormat hex = HexFormat.of();
    try (ChunkSpill spill = new ChunkSpill(folder)) {
      assertThat(spill.write(ChunkEncoding.XOR, hex.parseHex("0001aabb"), 3)).isZero();
      assertThat(spill.write(ChunkEncoding.FLOAT_HISTOGRAM, hex.parseHex("ccdd"), 2)).isEqualTo(4);
      assertThat(spill.write(ChunkEncoding.HISTOGRAM, hex.parseHex("ee"), 1)).isEqualTo(7);
      spill.flush();

      byte[] file = Files.readAllBytes(folder.resolve("000000"));
      assertThat(hex.formatHex(file, 0, 9))
          .isEqualTo("01" + "0001aa" + "03" + "ccdd" + "02" + "ee");
      assertThat(file).hasSize(64 << 20);
    }
  }

  @Test
  void chunks_areReadWhetherTheyAreWrittenOrWait() throws IOException {
    try (ChunkSpill spill = new ChunkSpill(folder)) {
      long[] places = new long[600];
      for (int i = 0; i < places.length; i++) {
        byte[] data = data(i * 71);
        places[i] = spill.write(ChunkEncoding.XOR, data, data.length);
        assertHolds(spill, places[i], ChunkEncoding.XOR, data);
        assertHolds(spill, places[i / 2], ChunkEncoding.XOR, data(i / 2 * 71));
      }
    }
  }

  @Test
  void file_isDeletedWithItsLastChunk() throws IOException {
    try (ChunkSpill spill = new ChunkSpill(folder)) {
      byte[] large = new byte[60_000];
      long[] places = new long[2500];
      for (int i = 0; i < places.length; i++) {
        Arrays.fill(large, (byte) i);
        places[i] = spill.write(ChunkEncoding.XOR, large, large.length);
      }
      assertThat(spill.fileBytes()).isEqualTo(3L * (64 << 20));
      for (int i = 0; i < 2400; i++) {
        spill.free(places[i]);
      }

      assertThat(spill.fileBytes()).isEqualTo(64 << 20);
      for (int i = 2400; i < 2500; i++) {
        Arrays.fill(large, (byte) i);
        assertHolds(spill, places[i], ChunkEncoding.XOR, large);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
