package io.tributary.hub.store;

import io.tributary.hub.block.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of blocks as hard links, so that they cost no room and stay when the store deletes its
 * own. Files of a block are replaced and never written to, so a copy stays as it is.
 */
final class Snapshot {
  private Snapshot() {}

  static void link(List<Block> blocks, Path into) throws IOException {
    for (Block block : blocks) {
      Path copy = Files.createDirectories(into.resolve(block.meta().ulid()));
      Files.createDirectory(copy.resolve("chunks"));
      for (Path file : files(block.folder())) {
        Files.createLink(copy.resolve(block.folder().relativize(file)), file);
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
