package io.tributary.streams.rule;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** The YAML documents of a text that may be anything. */
public final class YamlDocuments {
  /** Larger than any rule file seen, small enough to be read into memory at once. */
  private static final int MAX_CHARACTERS = 16 << 20;

  private static final int MAX_NESTING = 50;

  private YamlDocuments() {}

  /** The documents until the first fault, which is added to the problems; empty ones left out. */
  public static List<Node> read(String text, Problems problems) {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MAX_CHARACTERS);
    limits.setNestingDepthLimit(MAX_NESTING);
    List<Node> documents = new ArrayList<>();
    try {
      for (Node document : new Yaml(limits).composeAll(new StringReader(text))) {
        if (document != null && !YamlFields.isNull(document)) {
          documents.add(document);
        }
      }
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      String reason = "not valid YAML: " + e.getProblem();
      problems.add(
          mark == null ? 0 : mark.getLine() + 1, mark == null ? 0 : mark.getColumn() + 1, reason);
    } catch (YAMLException e) {
      problems.add(0, 0, "not valid YAML: " + e.getMessage());
    }
    return documents;
  }
}
