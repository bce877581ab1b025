package io.tributary.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages on deployment name is there. */
class CarryOverTest {
  private static final Pattern FILE = Pattern.compile("\\b(?:k8s|compose)/[\\w./-]*\\w");

  @ParameterizedTest
  @ValueSource(strings = {"docs/carry-over.md", "k8s/README.md"})
  void filesNamed_areThere(String page) {
    Path root = Documents.root();
    List<String> files =
        FILE.matcher(Documents.text(root.resolve(page))).results().map(MatchResult::group).toList();
    assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(root.resolve(file)).exists());
  }
}
