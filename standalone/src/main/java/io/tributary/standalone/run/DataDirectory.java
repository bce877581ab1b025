package io.tributary.standalone.run;

import io.tributary.standalone.config.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sees to it that a process can keep what it has to, before any part of it starts. */
final class DataDirectory {
  private DataDirectory() {}

  /**
   * Makes the directory if need be, and tries to write in it.
   *
   * @throws IllegalStateException which says why it cannot be used, and what to do
   */
  static void prepare(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, "writable", ".tmp"));
    } catch (IOException e) {
      throw new IllegalStateException(
          "the data directory %s cannot be used: %s. Correct that, or choose another with --data DIR"
              .formatted(directory.toAbsolutePath(), FileTrouble.reason(e)),
          e);
    }
  }
}
