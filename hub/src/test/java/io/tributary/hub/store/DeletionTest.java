package io.tributary.hub.store;

import static io.tributary.hub.store.StoreWorld.BLOCK_MS;
import static io.tributary.hub.store.StoreWorld.MINUTE_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.hub.block.BlockMeta;
import io.tributary.promql.syntax.Matcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletionTest {
  private static final List<Matcher> SERIES_1 = List.of(Matcher.equal("i", "i1"));

  @TempDir private Path folder;
  private StoreWorld world;

  @BeforeEach
  void open() throws IOException {
    world = new StoreWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void deleted_isGoneFromBlocksAndHead() throws IOException {
    world.fill(3, 0, 2 * BLOCK_MS);
    world.cut();
    long from = BLOCK_MS / 2;
    long to = BLOCK_MS + BLOCK_MS / 2;

    world.store().delete(SERIES_1, from, to);

    SortedMap<Long, Double> left = world.samples(1);
    assertThat(left.subMap(from, to + 1)).isEmpty();
    assertThat(left).hasSize((int) ((2 * BLOCK_MS - (to - from)) / MINUTE_MS) - 1);
    assertThat(world.samples(0)).hasSize((int) (2 * BLOCK_MS / MINUTE_MS));
    assertThat(world.store().blocks().getFirst().stats().numTombstones()).isEqualTo(1);
  }

  @Test
  void deleted_staysGoneAfterARestartThatRebuildsTheHead() throws IOException {
    world.fill(3, 0, BLOCK_MS / 2);
    world.store().delete(SERIES_1, 0, 20 * MINUTE_MS);
    world.reopen();

    world.fill(3, 0, BLOCK_MS / 2);
    world.store().rebuilt();

    assertThat(world.samples(1).firstKey()).isEqualTo(21 * MINUTE_MS);
    assertThat(world.samples(2).firstKey()).isZero();
  }

  @Test
  void deleted_staysGoneWhereABlockIsCutWhileTheHeadIsRebuilt() throws IOException {
    world.fill(3, 0, BLOCK_MS / 2);
    world.store().delete(SERIES_1, 0, 20 * MINUTE_MS);
    world.reopen();

    world.fill(3, 0, 2 * BLOCK_MS);
    assertThat(world.cut()).isTrue();

    assertThat(world.samples(1).firstKey()).isEqualTo(21 * MINUTE_MS);
  }

  @Test
  void cleanTombstones_rewritesTheBlock() throws IOException {
    world.fill(3, 0, 2 * BLOCK_MS);
    world.cut();
    world.store().delete(SERIES_1, 0, BLOCK_MS - 1);
    BlockMeta before = world.store().blocks().getFirst();

    world.store().cleanTombstones();

    BlockMeta after = world.store().blocks().getFirst();
    assertThat(after.ulid()).isNotEqualTo(before.ulid());
    assertThat(after.stats().numTombstones()).isZero();
    assertThat(after.stats().numSeries()).isEqualTo(2);
    assertThat(after.compaction().level()).isEqualTo(1);
    assertThat(after.log()).isEqualTo(before.log());
    assertThat(world.samples(1).firstKey()).isEqualTo(BLOCK_MS);
  }

  @Test
  void everythingDeleted_leavesNoBlock() throws IOException {
    world.fill(3, 0, 2 * BLOCK_MS);
    world.cut();
    world.store().delete(List.of(Matcher.equal("__name__", "m")), 0, BLOCK_MS - 1);

    world.store().cleanTombstones();

    assertThat(world.store().blocks()).isEmpty();
    assertThat(world.samples(0).firstKey()).isEqualTo(BLOCK_MS);
  }

  @Test
  void seriesDeletedWhole_isNotFoundInItsRange() throws IOException {
    world.fill(2, 0, 2 * BLOCK_MS);
    world.cut();
    world.store().delete(SERIES_1, 0, 3 * BLOCK_MS);

    assertThat(world.store().select(StoreWorld.selection(Matcher.equal("__name__", "m"))).labels())
        .containsExactly(StoreWorld.series(0));
  }
}
