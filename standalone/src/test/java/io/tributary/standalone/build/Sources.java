package io.tributary.standalone.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's own files, found from this module's folder, where tests run. */
final class Sources {
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private Sources() {}

  /** The folder of the top pom. */
  static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("schemas")) ? here : here.resolve("..").normalize();
  }

  /** The folders that the top pom names as modules. */
  static List<String> modules() {
    return MODULE.matcher(read(root().resolve("pom.xml"))).results().map(m -> m.group(1)).toList();
  }

  /** All sources that are written by hand, tests included. */
  static List<Path> java() {
    return modules().stream()
        .flatMap(module -> files(root().resolve(module).resolve("src")))
        .filter(file -> file.toString().endsWith(".java"))
        .sorted()
        .toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.of();
    }
    try (Stream<Path> found = Files.walk(folder)) {
      return found.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
