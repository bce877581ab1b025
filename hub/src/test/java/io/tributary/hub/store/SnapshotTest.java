package io.tributary.hub.store;

import static io.tributary.hub.store.StoreWorld.BLOCK_MS;
import static io.tributary.hub.store.StoreWorld.MINUTE_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.hub.block.BlockMeta;
import io.tributary.hub.chunk.XorChunkReader;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.syntax.Matcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  @TempDir private Path folder;
  private StoreWorld world;

  @BeforeEach
  void open() throws IOException {
    world = new StoreWorld(folder.resolve("store"));
    world.fill(3, 0, 2 * BLOCK_MS);
    world.cut();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void snapshot_hasBlocksAndHead() throws IOException {
    Path copy = folder.resolve("copy");
    world.store().snapshot(copy, false);

    try (StoreWorld opened = new StoreWorld(copy)) {
      assertThat(opened.store().blocks())
          .extracting(BlockMeta::minTime)
          .containsExactly(0L, BLOCK_MS);
      assertThat(opened.store().blocks().getLast().maxTime())
          .isEqualTo(2 * BLOCK_MS - MINUTE_MS + 1);
      assertThat(opened.samples(2)).isEqualTo(world.samples(2));
    }
  }

  @Test
  void snapshot_withoutHead_hasBlocksOnly_andOutlivesThem() throws IOException {
    Path copy = folder.resolve("copy");
    world.store().snapshot(copy, true);
    world.store().delete(List.of(Matcher.equal("__name__", "m")), 0, BLOCK_MS);
    world.store().cleanTombstones();

    try (StoreWorld opened = new StoreWorld(copy)) {
      assertThat(opened.samples(0)).hasSize((int) (BLOCK_MS / MINUTE_MS));
    }
  }

  @Test
  void headGoesOnAfterASnapshot() throws IOException {
    world.store().snapshot(folder.resolve("copy"), false);
    world.fill(3, 2 * BLOCK_MS, 3 * BLOCK_MS);

    assertThat(world.samples(1)).hasSize((int) (3 * BLOCK_MS / MINUTE_MS));
  }

  @Test
  void chunks_holdTheSamplesOfBlocksAndHead() {
    world.append(1, 30, 9);
    StoreSeries set = world.store().select(StoreWorld.selection(Matcher.equal("i", "i1")));
    List<Long> times = new ArrayList<>();
    SampleColumns read = new SampleColumns();

    set.chunks(
        0,
        0,
        2 * BLOCK_MS,
        (chunk, encoding, data, offset, length) -> {
          read.clear();
          XorChunkReader.read(data, offset, length, Long.MIN_VALUE, Long.MAX_VALUE, read);
          assertThat(read.size()).isLessThanOrEqualTo(120);
          for (int i = read.from; i < read.to; i++) {
            times.add(read.timestamps[i]);
          }
          assertThat(times.getLast()).isEqualTo(chunk.maxMs());
        });

    assertThat(times).containsExactlyElementsOf(world.samples(1).keySet());
  }
}
