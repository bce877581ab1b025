package io.tributary.hub.store;

import static io.tributary.hub.store.StoreWorld.BLOCK_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.hub.block.BlockMeta;
import io.tributary.hub.block.BlockWriter;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the files hold, the worst is a block set aside. */
class CorruptFilesTest {
  private static final int ROUNDS = 60;
  private static final Labels HISTOGRAM = Labels.of("__name__", "m", "i", "histogram");

  @TempDir private Path folder;
  private Path good;

  @BeforeEach
  void writeABlock() throws IOException {
    good = folder.resolve("good");
    try (StoreWorld world = new StoreWorld(good)) {
      world.fill(40, 0, 2 * BLOCK_MS);
      for (long time = 0; time < 2 * BLOCK_MS; time += 60_000) {
        FloatHistogram histogram =
            FloatHistogram.builder(1)
                .count((double) time)
                .sum((double) time)
                .positive(1, (double) time)
                .build();
        world
            .store()
            .appender()
            .append(Fingerprint.of(HISTOGRAM), () -> HISTOGRAM, time, histogram);
      }
      world.cut();
      world.store().delete(List.of(Matcher.equal("i", "i3")), 1000, 500_000);
    }
  }

  private interface Damage {
    byte[] to(byte[] bytes, Random random);
  }

  private void everyFileSurvives(String name, Damage damage) throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < ROUNDS; round++) {
      Path bad = copy(folder.resolve("bad"));
      Path file = file(bad, name);
      Files.write(file, damage.to(Files.readAllBytes(file), random));
      try (StoreWorld world = new StoreWorld(bad)) {
        readAll(world);
        world.store().cleanTombstones();
        readAll(world);
      }
      delete(bad);
    }
  }

  /** The first query may fail and name the file; whatever is asked then is answered. */
  private static void readAll(StoreWorld world) {
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        for (int i = 0; i < 40; i++) {
          world.samples(i);
        }
        world.store().labelValues("i", 0, BLOCK_MS);
        return;
      } catch (UncheckedIOException e) {
        assertThat(e.getCause()).hasMessageContaining("bad");
        assertThat(attempt).isZero();
      }
    }
  }

  private static byte[] flip(byte[] bytes, Random random) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static byte[] cutShort(byte[] bytes, Random random) {
    return Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  @Test
  void index_mayHoldAnything() throws IOException {
    everyFileSurvives("index", CorruptFilesTest::flip);
    everyFileSurvives("index", CorruptFilesTest::cutShort);
  }

  @Test
  void chunks_mayHoldAnything() throws IOException {
    everyFileSurvives("000001", CorruptFilesTest::flip);
    everyFileSurvives("000001", CorruptFilesTest::cutShort);
  }

  @Test
  void tombstones_mayHoldAnything() throws IOException {
    everyFileSurvives("tombstones", CorruptFilesTest::flip);
    everyFileSurvives("tombstones", CorruptFilesTest::cutShort);
  }

  @Test
  void meta_mayHoldAnything() throws IOException {
    everyFileSurvives("meta.json", CorruptFilesTest::flip);
    everyFileSurvives("meta.json", CorruptFilesTest::cutShort);
  }

  @Test
  void corruptChunk_isNamedOnceAndThenSetAside() throws IOException {
    Path chunks = file(good, "000001");
    byte[] bytes = Files.readAllBytes(chunks);
    for (int i = 40; i < bytes.length; i += 40) {
      bytes[i] ^= 1;
    }
    Files.write(chunks, bytes);
    try (StoreWorld world = new StoreWorld(good)) {
      BlockMeta block = world.store().blocks().getFirst();

      assertThatThrownBy(() -> world.samples(0))
          .hasMessageContaining(block.ulid())
          .hasMessageContaining("checksum");

      assertThat(world.samples(0)).isEmpty();
      assertThat(world.store().corruptBlocks()).isEqualTo(1);
      assertThat(good.resolve(block.ulid() + ".corrupt")).exists();
      assertThat(good.resolve(block.ulid())).doesNotExist();
    }
  }

  @Test
  void halfWrittenBlock_isRemoved() throws IOException {
    Path draft = Files.createDirectory(good.resolve("01HF0000000000000000000000.tmp-for-creation"));
    Files.write(draft.resolve("index"), new byte[10]);
    try (StoreWorld world = new StoreWorld(good)) {
      assertThat(draft).doesNotExist();
      assertThat(world.store().blocks()).hasSize(1);
    }
  }

  private Path copy(Path to) throws IOException {
    try (Stream<Path> files = Files.walk(good)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(good.relativize(file)));
      }
    }
    return to;
  }

  private static void delete(Path tree) throws IOException {
    BlockWriter.deleteFolder(tree);
  }

  private static Path file(Path store, String name) throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      return files
          .filter(file -> file.endsWith(name) && !file.toString().contains("head-chunks"))
          .findFirst()
          .orElseThrow();
    }
  }
}
