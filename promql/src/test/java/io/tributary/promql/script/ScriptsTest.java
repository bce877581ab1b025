package io.tributary.promql.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The engine against scripts: a test a file. Upstream's are no part of the project: they are run
 * where the system property {@code promqltest.dir} says that they lie.
 */
class ScriptsTest {
  @TestFactory
  Stream<DynamicTest> own() throws IOException, URISyntaxException {
    return scriptsIn(Path.of(ScriptsTest.class.getResource("/scripts").toURI()));
  }

  @TestFactory
  Stream<DynamicTest> upstream() throws IOException {
    String directory = System.getProperty("promqltest.dir", "");
    return directory.isEmpty() ? Stream.of() : scriptsIn(Path.of(directory));
  }

  private static Stream<DynamicTest> scriptsIn(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(file -> file.toString().endsWith(".test")).sorted().toList();
    }
    return files.stream()
        .map(file -> dynamicTest(file.getFileName().toString(), file.toUri(), () -> run(file)));
  }

  private static void run(Path file) {
    Script script = Script.parse(file.getFileName().toString(), read(file));
    ScriptReport report = ScriptRunner.run(script, EngineTarget.ofWholeLanguage());
    System.out.println(report);
    assertThat(report.failures())
        .as(
            () ->
                report.failures().stream()
                    .map(EvalFailure::toString)
                    .collect(Collectors.joining("\n", report + "\n", "\n")))
        .isEmpty();
    assertThat(report.evals()).isPositive();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
