package io.tributary.hub.inspect;

import io.tributary.hub.block.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The blocks of a folder, in order of time. Opens each and closes it again; writes nothing, so it
 * may look at a folder that is in use.
 *
 * @param unreadable what is no block, or a broken one
 */
public record FolderInspection(List<Entry> blocks, List<Unreadable> unreadable) {
  private static final String ULID = "[0-7][0-9A-HJKMNP-TV-Z]{25}";

  /** A block. */
  public record Entry(
      String ulid,
      long minMs,
      long maxMs,
      long series,
      long samples,
      long chunks,
      long bytes,
      int level,
      long tombstones) {
    /** Index included; 0 where it has no samples. */
    public double bytesPerSample() {
      return samples == 0 ? 0 : (double) bytes / samples;
    }
  }

  /** A folder that should be a block, and why it is none. */
  public record Unreadable(String name, String reason) {}

  /**
   * Looks at the folder.
   *
   * @throws IOException where the folder itself cannot be read
   */
  public static FolderInspection of(Path folder) throws IOException {
    List<Entry> blocks = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    for (Path entry : entries(folder)) {
      String name = String.valueOf(entry.getFileName());
      if (name.matches(ULID)) {
        try (Block block = Block.open(entry)) {
          blocks.add(entry(block));
        } catch (IOException e) {
          unreadable.add(new Unreadable(name, String.valueOf(e.getMessage())));
        }
      } else if (name.matches(ULID + "\\.corrupt.*")) {
        unreadable.add(new Unreadable(name, "was set aside; the hub's log says why"));
      } else if (name.matches(ULID + "\\.tmp-.*")) {
        unreadable.add(new Unreadable(name, "is being written or deleted, or was at a crash"));
      }
    }
    blocks.sort(Comparator.comparingLong(Entry::minMs).thenComparing(Entry::ulid));
    return new FolderInspection(List.copyOf(blocks), List.copyOf(unreadable));
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static Entry entry(Block block) throws IOException {
    var meta = block.meta();
    return new Entry(
        meta.ulid(),
        meta.minTime(),
        meta.maxTime(),
        meta.stats().numSeries(),
        meta.stats().numSamples(),
        meta.stats().numChunks(),
        bytes(block.folder()),
        meta.compaction().level(),
        block.tombstoneCount());
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
