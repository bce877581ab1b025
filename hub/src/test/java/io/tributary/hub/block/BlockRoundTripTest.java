package io.tributary.hub.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.hub.chunk.XorChunkReader;
import io.tributary.hub.chunk.XorChunkWriter;
import io.tributary.hub.index.SeriesFinder;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockRoundTripTest {
  private static final BlockMeta.Compaction FIRST =
      new BlockMeta.Compaction(1, List.of(), List.of());

  @TempDir private Path store;

  @Test
  void seriesAndSamples_comeBack() throws IOException {
    Path block = write(200, 90);
    try (Arena arena = Arena.ofConfined()) {
      IndexReader index = new IndexReader(block.resolve("index"), arena);
      ChunkSegments segments = new ChunkSegments(block.resolve("chunks"), arena);
      List<ChunkMeta> chunks = new ArrayList<>();
      int[] all = index.all();
      assertThat(all).hasSize(200);
      Labels before = Labels.EMPTY;
      for (int series : all) {
        Labels labels = index.series(series, chunks);
        assertThat(labels).isGreaterThan(before);
        before = labels;
        double base = Double.parseDouble(labels.getOrEmpty("instance").substring(4));
        assertThat(values(segments, chunks))
            .hasSize(180)
            .startsWith(base, base + 1)
            .endsWith(base + 179);
      }
    }
  }

  @Test
  void matchers_findSeries() throws IOException {
    Path block = write(60, 10);
    try (Arena arena = Arena.ofConfined()) {
      IndexReader index = new IndexReader(block.resolve("index"), arena);

      assertThat(found(index, Matcher.equal("__name__", "up"))).isEqualTo(60);
      assertThat(found(index, Matcher.equal("instance", "node7"))).isEqualTo(1);
      assertThat(found(index, Matcher.of(Matcher.Type.REGEX, "instance", "node[1-3]")))
          .isEqualTo(3);
      assertThat(found(index, Matcher.of(Matcher.Type.NOT_EQUAL, "instance", "node7")))
          .isEqualTo(59);
      assertThat(found(index, Matcher.equal("zone", ""))).isEqualTo(40);
      assertThat(found(index, Matcher.of(Matcher.Type.REGEX, "zone", ".*"))).isEqualTo(60);
      assertThat(found(index, Matcher.of(Matcher.Type.REGEX, "zone", ".+"))).isEqualTo(20);
      assertThat(found(index, Matcher.equal("nothing", "x"))).isZero();
      assertThat(index.names()).containsExactly("__name__", "instance", "zone");
      assertThat(index.values("zone")).containsExactly("a", "ü");
    }
  }

  @Test
  void meta_isJsonOfPrometheus() throws IOException {
    Path block = write(3, 5);

    BlockMeta meta = BlockMeta.read(block);

    assertThat(meta.stats()).isEqualTo(new BlockMeta.Stats(30, 3, 6, 0));
    assertThat(Files.readString(block.resolve("meta.json")))
        .contains("\"numSamples\" : 30", "\"version\" : 1");
    assertThat(Tombstones.read(block)).isEqualTo(Tombstones.NONE);
  }

  @Test
  void tombstones_comeBack() throws IOException {
    Path block = write(3, 5);
    TreeMap<Integer, List<Tombstones.Interval>> intervals = new TreeMap<>();
    intervals.put(7, List.of(new Tombstones.Interval(-5, 10), new Tombstones.Interval(20, 30)));
    Tombstones tombstones = new Tombstones(intervals);

    tombstones.write(block);

    assertThat(Tombstones.read(block)).isEqualTo(tombstones);
  }

  @Test
  void uncommittedBlock_leavesNothing() throws IOException {
    try (BlockWriter writer = new BlockWriter(store, Ulid.of(1, new Random(1)), new TreeSet<>())) {
      writer.addChunk(new ChunkMeta(0, 0, 0), ChunkEncoding.XOR, new byte[] {0, 1}, 0, 2);
    }

    try (var files = Files.list(store)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void flippedByte_isNamedOrHarmless() throws IOException {
    Path block = write(20, 20);
    Path file = block.resolve("index");
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(5);
    for (int round = 0; round < 400; round++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      Path copy = store.resolve("bad" + round);
      Files.write(copy, bad);
      try (Arena arena = Arena.ofConfined()) {
        IndexReader index = new IndexReader(copy, arena);
        List<ChunkMeta> chunks = new ArrayList<>();
        for (int series : index.all()) {
          index.series(series, chunks);
        }
      } catch (CorruptBlockException e) {
        assertThat(e).hasMessageStartingWith(copy + ": ");
      }
    }
  }

  @Test
  void truncatedSegment_isNamed() throws IOException {
    Path block = write(20, 20);
    Path file = block.resolve("chunks").resolve("000001");
    byte[] good = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(good, good.length - 20));
    try (Arena arena = Arena.ofConfined()) {
      IndexReader index = new IndexReader(block.resolve("index"), arena);
      ChunkSegments segments = new ChunkSegments(block.resolve("chunks"), arena);
      List<ChunkMeta> chunks = new ArrayList<>();
      int[] all = index.all();
      index.series(all[all.length - 1], chunks);

      assertThatThrownBy(() -> values(segments, chunks))
          .isInstanceOf(CorruptBlockException.class)
          .hasMessageContaining("000001")
          .hasMessageContaining("runs over the file's end");
    }
  }

  private static int found(IndexReader index, Matcher matcher) throws IOException {
    return SeriesFinder.find(index, List.of(matcher), () -> {}).length;
  }

  /**
   * Series {@code up} of that many instances, every third in zone a or ü, two chunks each, values
   * that count up.
   */
  private Path write(int series, int samplesPerChunk) throws IOException {
    TreeSet<Labels> all = new TreeSet<>();
    TreeSet<String> texts = new TreeSet<>();
    for (int i = 0; i < series; i++) {
      Labels labels = Labels.of("__name__", "up", "instance", "node" + i);
      if (i % 3 == 0) {
        labels = labels.toBuilder().set("zone", i % 2 == 0 ? "a" : "ü").build();
      }
      all.add(labels);
      for (int l = 0; l < labels.size(); l++) {
        texts.add(labels.name(l));
        texts.add(labels.value(l));
      }
    }
    String ulid = Ulid.of(1_700_000_000_000L, new Random(1));
    try (BlockWriter writer = new BlockWriter(store, ulid, texts)) {
      for (Labels labels : all) {
        double value = Double.parseDouble(labels.getOrEmpty("instance").substring(4));
        long time = 0;
        for (int c = 0; c < 2; c++) {
          XorChunkWriter chunk = new XorChunkWriter();
          for (int s = 0; s < samplesPerChunk; s++) {
            chunk.append(time, value++);
            time += 15_000;
          }
          ChunkMeta times = new ChunkMeta(chunk.firstMs(), chunk.lastMs(), 0);
          writer.addChunk(times, ChunkEncoding.XOR, chunk.bytes(), 0, chunk.sizeBytes());
        }
        writer.endSeries(labels);
      }
      writer.commit(0, 7_200_000, FIRST, null);
    }
    return store.resolve(ulid);
  }

  private static List<Double> values(ChunkSegments segments, List<ChunkMeta> chunks)
      throws IOException {
    List<Double> values = new ArrayList<>();
    ChunkSegments.ChunkBytes bytes = new ChunkSegments.ChunkBytes();
    SampleColumns into = new SampleColumns();
    for (ChunkMeta chunk : chunks) {
      segments.read(chunk.reference(), bytes);
      into.clear();
      XorChunkReader.read(
          bytes.array(), bytes.offset(), bytes.length(), Long.MIN_VALUE, Long.MAX_VALUE, into);
      for (int i = into.from; i < into.to; i++) {
        values.add(into.values[i]);
      }
    }
    return values;
  }
}
