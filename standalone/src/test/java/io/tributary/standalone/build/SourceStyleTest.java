package io.tributary.standalone.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.StringWrapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceStyleTest {
  private static final int MAX_LINES = 500;

  private final List<Path> sources = Sources.java();

  @Test
  void sources_areFormatted() throws IOException {
    List<Path> different =
        sources.parallelStream()
            .filter(file -> !Sources.read(file).equals(formatted(file)))
            .toList();
    if (Boolean.getBoolean("format.fix")) {
      for (Path file : different) {
        Files.writeString(file, formatted(file));
      }
      return;
    }
    assertThat(different)
        .as(
            "not as google-java-format writes them; to rewrite them: mvn -pl standalone -am test"
                + " -Dtest=SourceStyleTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dformat.fix=true")
        .isEmpty();
  }

  @Test
  void sources_areShort() {
    List<Path> tooLong =
        sources.stream().filter(f -> Sources.read(f).lines().count() > MAX_LINES).toList();
    assertThat(tooLong).as("over %d lines: split by idea", MAX_LINES).isEmpty();
  }

  @Test
  void packages_areNullMarked() {
    List<Path> unmarked =
        sources.stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .map(Path::getParent)
            .distinct()
            .filter(folder -> folder.toString().contains("src/main/java"))
            .filter(folder -> !isNullMarked(folder.resolve("package-info.java")))
            .toList();
    assertThat(unmarked).as("without a package-info.java with @NullMarked").isEmpty();
  }

  private boolean isNullMarked(Path packageInfo) {
    return sources.contains(packageInfo) && Sources.read(packageInfo).contains("@NullMarked");
  }

  private static String formatted(Path file) {
    Formatter formatter = new Formatter();
    try {
      String formatted = formatter.formatSourceAndFixImports(Sources.read(file));
      return StringWrapper.wrap(formatted, formatter);
    } catch (FormatterException e) {
      throw new AssertionError(file + ": " + e.getMessage(), e);
    }
  }
}
