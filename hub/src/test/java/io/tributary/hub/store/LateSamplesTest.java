package io.tributary.hub.store;

import static io.tributary.hub.store.StoreWorld.BLOCK_MS;
import static io.tributary.hub.store.StoreWorld.MINUTE_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.hub.block.LogMark;
import io.tributary.hub.head.Appended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateSamplesTest {
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
  void lateSample_ofACutBlock_isTakenAndFound() throws IOException {
    world.fill(2, 0, 2 * BLOCK_MS);
    world.cut();

    assertThat(world.append(0, 30, 7)).isEqualTo(Appended.OUT_OF_ORDER);

    assertThat(world.samples(0)).containsEntry(30L, 7.0).containsEntry(0L, 0.0);
    assertThat(world.samples(0)).hasSize((int) (2 * BLOCK_MS / MINUTE_MS) + 1);
  }

  @Test
  void lateSamples_becomeABlockThatOverlapsAndIsMerged() throws IOException {
    world.fill(2, 0, 2 * BLOCK_MS);
    world.cut();
    world.append(0, 30, 7);
    world.append(5, 40, 8);
    world.fill(2, 2 * BLOCK_MS, 3 * BLOCK_MS);

    world.cut();

    assertThat(world.store().blocks()).hasSize(3);
    assertThat(world.samples(0)).containsEntry(30L, 7.0);
    world.compact();
    assertThat(world.store().blocks())
        .allSatisfy(block -> assertThat(block.stats().numSamples()).isGreaterThan(200));
    assertThat(world.samples(0)).containsEntry(30L, 7.0).containsEntry(0L, 0.0);
    assertThat(world.samples(5)).containsOnly(Map.entry(40L, 8.0));
    assertThat(world.samples(0)).hasSize((int) (3 * BLOCK_MS / MINUTE_MS) + 1);
  }

  @Test
  void clusterThatWasCutOff_isTakenForAsLongAsTheWindow() throws IOException {
    world.fill(2, 0, 4 * BLOCK_MS);
    world.cut();

    assertThat(world.append(7, 1, 1)).isEqualTo(Appended.TOO_OLD);
    assertThat(world.append(7, BLOCK_MS, 1)).isEqualTo(Appended.IN_ORDER);
    assertThat(world.append(7, BLOCK_MS + 1, 1)).isEqualTo(Appended.IN_ORDER);
  }

  @Test
  void lateSample_isTakenAsTheFirstAfterAStart() throws IOException {
    world.fill(2, 0, 2 * BLOCK_MS);
    world.cut();
    world.append(7, 30, 1);
    world.reopen();

    assertThat(world.append(7, 30, 1)).isEqualTo(Appended.IN_ORDER);
    assertThat(world.samples(7)).containsOnly(Map.entry(30L, 1.0));
  }

  @Test
  void sampleOfTheFuture_isRefused() {
    world.fill(1, 0, BLOCK_MS);

    assertThat(world.appendUnheard(0, BLOCK_MS + 3_600_000, 1)).isEqualTo(Appended.TOO_NEW);
    assertThat(world.appendUnheard(0, BLOCK_MS + 60_000, 1)).isEqualTo(Appended.IN_ORDER);
  }

  @Test
  void mark_saysWhatIsInBlocksAndSurvives() throws IOException {
    world.fill(2, 0, 2 * BLOCK_MS);
    world.store().cut(Map.of("t-0", 17L), Long.MAX_VALUE);
    world.fill(2, 2 * BLOCK_MS, 8 * BLOCK_MS);
    world.store().cut(Map.of("t-0", 90L), Long.MAX_VALUE);
    world.compact();
    world.reopen();

    LogMark mark = world.store().durable();
    assertThat(mark.untilMs()).isEqualTo(7 * BLOCK_MS);
    assertThat(mark.untilMs("t-0", 89)).isEqualTo(7 * BLOCK_MS);
    assertThat(mark.untilMs("t-0", 90)).isEqualTo(Long.MIN_VALUE);
    assertThat(mark.untilMs("t-1", 0)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void nothing_isCutBeforeAllPartitionsHaveComeThatFar() throws IOException {
    world.fill(2, 0, 3 * BLOCK_MS);

    assertThat(world.store().cut(Map.of(), BLOCK_MS)).isFalse();
    assertThat(world.store().cut(Map.of(), BLOCK_MS + BLOCK_MS / 2)).isTrue();
    assertThat(world.store().durable().untilMs()).isEqualTo(BLOCK_MS);
  }
}
