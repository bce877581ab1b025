package io.tributary.hub.block;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Small files that are replaced whole or not at all, whenever the machine stops. */
public final class WholeFile {
  private WholeFile() {}

  /** Writes the file in place of the one that is there; it is on the disk on return. */
  public static void write(Path file, byte[] bytes, int offset, int length) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(draft);
    try (BlockFile out = new BlockFile(draft)) {
      out.write(bytes, offset, length);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = file.getParent();
    if (folder != null) {
      BlockFile.syncFolder(folder);
    }
  }
}
