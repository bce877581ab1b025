package io.tributary.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages refer to what is there, and the first of them to what works. */
class PagesTest {
  private static final Path ROOT = Documents.root();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

  private static List<Path> pages() throws Exception {
    try (Stream<Path> top = Files.list(ROOT)) {
      List<Path> pages = new ArrayList<>(top.filter(f -> f.toString().endsWith(".md")).toList());
      pages.addAll(Documents.files(ROOT.resolve("docs"), ".md"));
      pages.addAll(Documents.files(ROOT.resolve("k8s"), ".md"));
      return pages;
    }
  }

  /** The names under which a code host links to the headings of a page. */
  private static Set<String> anchors(Path page) {
    return HEADING
        .matcher(Documents.text(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void links_leadToFilesAndHeadingsThatAreThere() throws Exception {
    int followed = 0;
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Documents.text(page));
      while (link.find()) {
        if (!link.group(1).contains("://")) {
          Path target =
              link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
          assertThat(target).as("linked from %s", page).exists();
          if (link.group(2) != null) {
            assertThat(anchors(target)).as("headings of %s", target).contains(link.group(2));
          }
          followed++;
        }
      }
    }
    assertThat(followed).isGreaterThan(30);
  }

  @Test
  void testCommandOfTheReadme_isWhatCiRunsFirst() {
    Matcher command = Pattern.compile("To run the tests:\n\n```\n(.+)\n```").matcher(readme());
    assertThat(command.find()).isTrue();
    List<String> runs =
        Documents.text(ROOT.resolve(".ci/run"))
            .lines()
            .filter(line -> line.strip().startsWith("run "))
            .toList();
    assertThat(runs.getFirst().strip()).isEqualTo("run " + command.group(1));
  }

  @Test
  void flagsOfTheReadme_areFlagsOfUp() {
    String sources =
        Documents.text(
            ROOT.resolve("standalone/src/main/java")
                .resolve("io/tributary/standalone/cli/HubOptions.java"));
    sources +=
        Documents.text(
            ROOT.resolve("standalone/src/main/java")
                .resolve("io/tributary/standalone/cli/ProcessOptions.java"));
    List<String> taken = flags(sources, "names = \"(--[a-z-]+)\"");
    List<String> onFrontPage = flags(readme(), "^\\| `(--[a-z-]+) ");
    assertThat(onFrontPage).hasSizeGreaterThan(6).isSubsetOf(taken);
    assertThat(flags(Documents.text(ROOT.resolve("docs/configuration.md")), "^\\| `(--[a-z-]+) "))
        .containsAll(onFrontPage.stream().filter(flag -> !flag.equals("--config")).toList());
  }

  private static String readme() {
    return Documents.text(ROOT.resolve("README.md"));
  }

  private static List<String> flags(String text, String pattern) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
