package io.tributary.standalone.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Names of files that may have {@code *}, {@code ?} and {@code [...]} in their last part. */
final class FilePattern {
  private FilePattern() {}

  /**
   * The files that a pattern matches, in order of name.
   *
   * @param beside a file in the folder where relative patterns begin
   * @throws NoSuchFileException where there are none
   */
  static List<Path> matches(Path beside, String pattern) throws IOException {
    int slash = pattern.lastIndexOf('/');
    Path parent = beside.toAbsolutePath().resolveSibling(pattern.substring(0, slash + 1));
    String name = pattern.substring(slash + 1);
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(parent)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(parent, name)) {
        files.forEach(found::add);
      }
    }
    if (found.isEmpty()) {
      throw new NoSuchFileException(parent.resolve(name).toString());
    }
    found.sort(null);
    return found;
  }
}
