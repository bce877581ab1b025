package io.tributary.hub.store;

import io.tributary.hub.block.Block;
import io.tributary.hub.block.BlockMeta;
import io.tributary.hub.block.BlockWriter;
import io.tributary.hub.block.CorruptBlockException;
import io.tributary.hub.block.Ulid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocks of a folder, those that can be read open.
 *
 * <p>Threading: any thread; changes are made one after the other. A block that is dropped stays
 * mapped for longer than any query runs, so that no reader loses it.
 */
final class Blocks implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Blocks.class);
  private static final Duration GRACE = Duration.ofMinutes(10);
  private static final String SET_ASIDE = ".corrupt";
  private static final String DELETED = ".tmp-for-deletion";

  private record Retired(Block block, long closeAtMs) {}

  private final Path folder;
  private final InstantSource clock;
  private final Queue<Retired> retired = new ArrayDeque<>();
  private final AtomicLong setAside = new AtomicLong();
  private volatile List<Block> open = List.of();

  Blocks(Path folder, InstantSource clock) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.clock = clock;
    removeDrafts();
    List<Block> found = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.filter(Blocks::isBlock).toList()) {
        openOrSetAside(entry, found);
      }
    }
    publish(found);
    removeParents();
  }

  private static boolean isBlock(Path entry) {
    Path name = entry.getFileName();
    return name != null && Ulid.is(name.toString());
  }

  private void removeDrafts() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.filter(e -> e.toString().contains(".tmp-for-")).toList()) {
        BlockWriter.deleteFolder(entry);
      }
    }
  }

  private void openOrSetAside(Path entry, List<Block> into) throws IOException {
    try {
      into.add(Block.open(entry));
    } catch (IOException e) {
      moveAside(entry, e);
    }
  }

  private void moveAside(Path block, IOException reason) throws IOException {
    Path aside = block.resolveSibling(block.getFileName() + SET_ASIDE);
    Files.move(block, aside, StandardCopyOption.ATOMIC_MOVE);
    setAside.incrementAndGet();
    log.error(
        "block cannot be read and is set aside: its samples are missing from answers block={}"
            + " aside={} reason={}; restore it from a copy, or delete it",
        block,
        aside,
        reason.getMessage());
  }

  /**
   * Takes the block that the error names out of the answers; another one did so before, perhaps.
   */
  synchronized void setAside(CorruptBlockException e) {
    for (Block block : open) {
      if (e.file().startsWith(block.folder())) {
        List<Block> rest = new ArrayList<>(open);
        rest.remove(block);
        publish(rest);
        retired.add(new Retired(block, clock.millis() + GRACE.toMillis()));
        try {
          moveAside(block.folder(), e);
        } catch (IOException failed) {
          failed.addSuppressed(e);
          log.error("corrupt block cannot be moved aside block={}", block, failed);
        }
      }
    }
  }

  /** How many blocks were set aside since the start. */
  long setAsideCount() {
    return setAside.get();
  }

  /**
   * A crash after a merge and before its parents were deleted leaves both: the merged block has all
   * they have.
   */
  private void removeParents() throws IOException {
    Set<String> parents = new HashSet<>();
    for (Block block : open) {
      for (BlockMeta.Parent parent : block.meta().compaction().parents()) {
        parents.add(parent.ulid());
      }
    }
    for (Block block : open) {
      if (parents.contains(block.meta().ulid())) {
        replace(List.of(block), List.of());
      }
    }
  }

  /** The blocks, in order of time. */
  List<Block> open() {
    return open;
  }

  /**
   * Opens blocks that were written to the folder, in place of those that they replace, which are
   * deleted.
   */
  synchronized void add(List<String> ulids, List<Block> replaced) throws IOException {
    List<Block> added = new ArrayList<>();
    try {
      for (String ulid : ulids) {
        added.add(Block.open(folder.resolve(ulid)));
      }
    } catch (IOException e) {
      added.forEach(Block::close);
      throw e;
    }
    replace(replaced, added);
  }

  /** Deletes a block that was written and is not wanted after all. */
  void discard(String ulid) throws IOException {
    Path folder = this.folder.resolve(ulid);
    if (Files.exists(folder)) {
      remove(folder);
    }
  }

  private static void remove(Path block) throws IOException {
    Path doomed = block.resolveSibling(block.getFileName() + DELETED);
    Files.move(block, doomed, StandardCopyOption.ATOMIC_MOVE);
    BlockWriter.deleteFolder(doomed);
  }

  /** Deletes blocks. */
  synchronized void drop(List<Block> dropped) throws IOException {
    replace(dropped, List.of());
  }

  private void replace(List<Block> gone, List<Block> added) throws IOException {
    List<Block> next = new ArrayList<>(open);
    next.removeAll(gone);
    next.addAll(added);
    publish(next);
    for (Block block : gone) {
      remove(block.folder());
      retired.add(new Retired(block, clock.millis() + GRACE.toMillis()));
    }
  }

  private void publish(List<Block> blocks) {
    List<Block> sorted = new ArrayList<>(blocks);
    // Of two samples at one time the first block's is taken, so the one that was written first.
    sorted.sort(
        Comparator.comparingLong((Block block) -> block.meta().minTime())
            .thenComparing(block -> block.meta().ulid()));
    open = List.copyOf(sorted);
  }

  /** Unmaps the blocks that were dropped long enough ago. */
  synchronized void closeRetired() {
    for (Retired next = retired.peek();
        next != null && next.closeAtMs <= clock.millis();
        next = retired.peek()) {
      retired.remove();
      next.block.close();
    }
  }

  /** How many bytes the blocks take on disk. */
  long bytes() throws IOException {
    long total = 0;
    for (Block block : open) {
      total += bytes(block);
    }
    return total;
  }

  static long bytes(Block block) throws IOException {
    try (Stream<Path> files = Files.walk(block.folder())) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Override
  public synchronized void close() {
    retired.forEach(one -> one.block.close());
    retired.clear();
    open.forEach(Block::close);
    open = List.of();
  }
}
