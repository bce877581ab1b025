package io.tributary.hub.store;

import io.tributary.hub.block.Block;
import io.tributary.hub.block.BlockMeta;
import io.tributary.hub.block.CorruptBlockException;
import io.tributary.hub.block.Ulid;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges blocks, rewrites those with deleted samples, and drops what is too old or too much.
 *
 * <p>Threading: of one thread at a time. Blocks may be cut and samples deleted meanwhile: a merge
 * whose sources lost samples while it ran is thrown away.
 */
final class Compactor {
  private static final Logger log = LoggerFactory.getLogger(Compactor.class);

  /**
   * A merged block covers at most this part of the retention, so that dropping one does not drop
   * too much at once.
   */
  private static final int RETENTION_PARTS = 10;

  private final StoreConfig config;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Blocks blocks;
  private final Lock changes;

  /** The lock is held by whoever adds, removes or changes blocks. */
  Compactor(
      StoreConfig config,
      InstantSource clock,
      RandomGenerator random,
      Blocks blocks,
      Lock changes) {
    this.config = config;
    this.clock = clock;
    this.random = random;
    this.blocks = blocks;
    this.changes = changes;
  }

  /** Merges the blocks that are due next; false where none is. */
  boolean compact() throws IOException {
    long maxMs = Math.max(config.blockMs(), config.retention().toMillis() / RETENTION_PARTS);
    List<BlockMeta> metas = new ArrayList<>();
    for (Block block : blocks.open()) {
      metas.add(block.meta());
    }
    List<BlockMeta> plan = CompactionPlan.next(metas, config.blockMs(), maxMs);
    if (plan.isEmpty()) {
      return false;
    }
    List<Block> chosen = new ArrayList<>();
    for (Block block : blocks.open()) {
      if (plan.contains(block.meta())) {
        chosen.add(block);
      }
    }
    return chosen.size() > 1 && replace(chosen);
  }

  /** Rewrites the blocks that deleted samples are still in, without these. */
  void cleanTombstones() throws IOException {
    for (Block block : blocks.open()) {
      while (block.tombstoneCount() > 0 && blocks.open().contains(block)) {
        replace(List.of(block));
      }
    }
  }

  private boolean replace(List<Block> chosen) throws IOException {
    String ulid = Ulid.of(clock.millis(), random);
    List<Long> tombstones = chosen.stream().map(Block::tombstoneCount).toList();
    BlockMeta merged;
    try {
      merged = new BlockMerger(chosen).merge(config.folder(), ulid);
    } catch (CorruptBlockException e) {
      blocks.setAside(e);
      return true;
    }
    changes.lock();
    try {
      boolean stillTrue =
          blocks.open().containsAll(chosen)
              && chosen.stream().map(Block::tombstoneCount).toList().equals(tombstones);
      if (!stillTrue) {
        blocks.discard(ulid);
        return true;
      }
      if (merged == null) {
        blocks.drop(chosen);
      } else {
        blocks.add(List.of(ulid), chosen);
      }
    } finally {
      changes.unlock();
    }
    log.info("blocks merged count={} into={}", chosen.size(), merged == null ? "nothing" : ulid);
    return true;
  }

  /** Drops the blocks that are older than is kept, and the oldest while all take too much. */
  void retain() throws IOException {
    blocks.closeRetired();
    long oldest = clock.millis() - config.retention().toMillis();
    List<Block> dropped = new ArrayList<>();
    long bytes = config.retentionBytes() > 0 ? blocks.bytes() : 0;
    for (Block block : blocks.open()) {
      boolean tooMuch = config.retentionBytes() > 0 && bytes > config.retentionBytes();
      if (block.meta().maxTime() <= oldest || tooMuch) {
        dropped.add(block);
        bytes -= tooMuch ? Blocks.bytes(block) : 0;
      }
    }
    if (!dropped.isEmpty()) {
      changes.lock();
      try {
        blocks.drop(dropped);
      } finally {
        changes.unlock();
      }
      log.info("blocks dropped for their age or the store's size count={}", dropped.size());
    }
  }
}
