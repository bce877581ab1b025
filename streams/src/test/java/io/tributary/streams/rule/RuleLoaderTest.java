package io.tributary.streams.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleLoaderTest {
  @TempDir Path folder;

  private RuleLoader loader(Path... paths) {
    return new RuleLoader(List.of(paths), Duration.ofMinutes(1));
  }

  private static void write(Path file, String record) throws IOException {
    Path next = file.resolveSibling(".next");
    Files.writeString(
        next, "groups:\n- name: g\n  rules:\n  - record: " + record + "\n    expr: up\n");
    // A new file each time, hence a new file key: times may not differ within a test.
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<String> names(RuleLoader.Loaded loaded) {
    return loaded.rules().groups().stream()
        .flatMap(g -> g.rules().stream())
        .map(Rule::name)
        .toList();
  }

  @Test
  void folder_countsWithAllBelowItButHiddenNames() throws IOException {
    Files.createDirectories(folder.resolve("team"));
    Files.createDirectories(folder.resolve(".git"));
    write(folder.resolve("b.yml"), "b");
    write(folder.resolve("team/a.yaml"), "a");
    write(folder.resolve(".git/c.yml"), "c");
    Files.writeString(folder.resolve("README.md"), "# not rules");

    assertThat(names(loader(folder).load())).containsExactly("b", "a");
  }

  @Test
  void invalidFile_leavesItsLastValidRulesInForce_andTakesOverTheOthers() throws IOException {
    write(folder.resolve("a.yml"), "a");
    write(folder.resolve("b.yml"), "b");
    RuleLoader loader = loader(folder);
    loader.load();

    Files.writeString(folder.resolve("a.yml"), "groups: oops");
    write(folder.resolve("b.yml"), "b2");
    RuleLoader.Loaded loaded = loader.load();

    assertThat(names(loaded)).containsExactly("a", "b2");
    assertThat(loaded.problems()).singleElement().asString().contains("a.yml:1:9");
  }

  @Test
  void invalidFileOfTheFirstLoad_hasNoRules() throws IOException {
    Files.writeString(folder.resolve("a.yml"), "groups: oops");
    RuleLoader.Loaded loaded = loader(folder).load();
    assertThat(names(loaded)).isEmpty();
    assertThat(loaded.problems()).hasSize(1);
  }

  @Test
  void removedFile_takesItsRulesAway() throws IOException {
    write(folder.resolve("a.yml"), "a");
    RuleLoader loader = loader(folder);
    loader.load();
    Files.delete(folder.resolve("a.yml"));
    assertThat(names(loader.load())).isEmpty();
  }

  @Test
  void missingPath_isAProblem_untilItIsThere() throws IOException {
    Path file = folder.resolve("later.yml");
    RuleLoader loader = loader(file);
    assertThat(loader.load().problems())
        .singleElement()
        .asString()
        .isEqualTo(file + ": no such file or folder: create it or correct the path");
    write(file, "a");
    assertThat(names(loader.load())).containsExactly("a");
  }

  @Test
  void unchangedFiles_areNotReadAgain() throws IOException {
    write(folder.resolve("a.yml"), "a");
    RuleLoader loader = loader(folder);
    assertThat(loader.load()).isSameAs(loader.load());
  }

  /** As the kubelet updates a mounted ConfigMap: the files' links stay, the folder behind moves. */
  @Test
  void exchangedLink_isAChange() throws IOException {
    Files.createDirectories(folder.resolve("..1"));
    Files.createDirectories(folder.resolve("..2"));
    write(folder.resolve("..1/a.yml"), "a");
    write(folder.resolve("..2/a.yml"), "b");
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
    Files.createSymbolicLink(folder.resolve("a.yml"), Path.of("..data/a.yml"));
    RuleLoader loader = loader(folder);
    assertThat(names(loader.load())).containsExactly("a");

    Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("..2"));
    Files.move(
        folder.resolve("..tmp"), folder.resolve("..data"), StandardCopyOption.REPLACE_EXISTING);

    assertThat(names(loader.load())).containsExactly("b");
  }

  @Test
  void sourceInTwoFiles_isRefusedInTheSecond() throws IOException {
    String manifest = "kind: PrometheusRule\nmetadata: {name: x}\nspec: {groups: [{name: g}]}\n";
    Files.writeString(folder.resolve("a.yml"), manifest);
    Files.writeString(folder.resolve("b.yml"), manifest);
    RuleLoader.Loaded loaded = loader(folder).load();
    assertThat(loaded.rules().groups()).hasSize(1);
    assertThat(loaded.problems())
        .singleElement()
        .asString()
        .contains("b.yml: PrometheusRule default/x is already defined in");
  }
}
