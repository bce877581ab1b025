package io.tributary.hub.store;

import io.tributary.hub.block.Block;
import io.tributary.hub.block.BlockWriter;
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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocks of a folder, those that can be read open.
 *
 * <p>Threading: one thread changes them, any number reads {@link #open}. A block that is dropped
 * stays mapped for longer than any query runs, so that no reader loses it.
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
    removeSources();
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
      Path aside = entry.resolveSibling(entry.getFileName() + SET_ASIDE);
      Files.move(entry, aside, StandardCopyOption.ATOMIC_MOVE);
      log.error(
          "block cannot be read and is set aside: its samples are missing from answers block={}"
              + " aside={} reason={}; restore it from a copy, or delete it",
          entry,
          aside,
          e.getMessage());
    }
  }

  /**
   * A crash after a merge and before its sources were deleted leaves both: the merged block has all
   * they have.
   */
  private void removeSources() throws IOException {
    Set<String> merged = new HashSet<>();
    for (Block block : open) {
      if (block.meta().compaction().level() > 1) {
        merged.addAll(block.meta().compaction().sources());
      }
    }
    for (Block block : List.copyOf(open)) {
      if (block.meta().compaction().level() == 1 && merged.contains(block.meta().ulid())) {
        replace(List.of(block), List.of());
      }
    }
  }

  /** The blocks, in order of time. */
  List<Block> open() {
    return open;
  }

  Path folder() {
    return folder;
  }

  /**
   * Opens a block that was written to the folder, in place of those that it replaces, which are
   * deleted.
   */
  void add(String ulid, List<Block> replaced) throws IOException {
    replace(replaced, List.of(Block.open(folder.resolve(ulid))));
  }

  /** Deletes blocks. */
  void drop(List<Block> dropped) throws IOException {
    replace(dropped, List.of());
  }

  private void replace(List<Block> gone, List<Block> added) throws IOException {
    List<Block> next = new ArrayList<>(open);
    next.removeAll(gone);
    next.addAll(added);
    publish(next);
    for (Block block : gone) {
      Path doomed = block.folder().resolveSibling(block.folder().getFileName() + DELETED);
      Files.move(block.folder(), doomed, StandardCopyOption.ATOMIC_MOVE);
      BlockWriter.deleteFolder(doomed);
      retired.add(new Retired(block, clock.millis() + GRACE.toMillis()));
    }
  }

  private void publish(List<Block> blocks) {
    List<Block> sorted = new ArrayList<>(blocks);
    sorted.sort(Comparator.comparingLong(block -> block.meta().minTime()));
    open = List.copyOf(sorted);
  }

  /** Unmaps the blocks that were dropped long enough ago. */
  void closeRetired() {
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
  public void close() {
    retired.forEach(one -> one.block.close());
    retired.clear();
    open.forEach(Block::close);
    open = List.of();
  }
}
