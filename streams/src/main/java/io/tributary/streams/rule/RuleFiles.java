package io.tributary.streams.rule;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which files there are under the configured paths, and whether they have changed. A folder counts
 * with all below it; names that begin with a dot are passed over, which is where Kubernetes keeps
 * the files that the links of a mounted ConfigMap lead to.
 */
final class RuleFiles {
  private static final int MAX_DEPTH = 10;

  private final List<Path> roots;

  RuleFiles(List<Path> roots) {
    this.roots = List.copyOf(roots);
  }

  /**
   * What tells one state of a file from another. The file behind a link counts, so that exchanging
   * the link is a change even where size and time are the same.
   */
  record State(String key, long size, long modifiedMs) {}

  /** All files by path, in order. A configured path that does not exist is an error. */
  Map<Path, State> list() throws IOException {
    Map<Path, State> files = new TreeMap<>();
    for (Path root : roots) {
      if (Files.isDirectory(root)) {
        try (Stream<Path> tree = Files.walk(root, MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
          for (Path file : tree.filter(f -> isRuleFile(root, f)).toList()) {
            files.put(file, state(file));
          }
        }
      } else {
        files.put(root, state(root));
      }
    }
    return files;
  }

  private static boolean isRuleFile(Path root, Path file) {
    for (Path part : root.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    String name = file.getFileName().toString();
    return (name.endsWith(".yml") || name.endsWith(".yaml")) && Files.isRegularFile(file);
  }

  private static State state(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new State(
        String.valueOf(attributes.fileKey()),
        attributes.size(),
        attributes.lastModifiedTime().toMillis());
  }
}
