package io.tributary.standalone.config;

import io.tributary.standalone.config.ConfigNode.Fields;
import io.tributary.standalone.config.ConfigNode.Items;
import io.tributary.standalone.config.ConfigNode.Text;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the YAML with the line of every value. */
final class ConfigFile {
  private static final int MAX_DEPTH = 20;

  private final Path file;

  private ConfigFile(Path file) {
    this.file = file;
  }

  /** The file's top-level keys. */
  static Fields read(Path file) {
    try {
      return parse(file, Files.readString(file));
    } catch (IOException e) {
      throw new ConfigException(file.toString(), FileTrouble.reason(e));
    }
  }

  /** The keys in {@code text}, as if it stood in {@code file}. */
  static Fields parse(Path file, String text) {
    ConfigFile reader = new ConfigFile(file);
    try {
      @Nullable Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      if (root == null || isNull(root)) {
        return new Fields(file + ":1", Map.of());
      }
      if (reader.node(root, 0) instanceof Fields fields) {
        return fields;
      }
      throw new ConfigException(reader.where(root), "the file must hold keys and values");
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new ConfigException(file + ":" + line, "not valid YAML: " + e.getProblem());
    }
  }

  private ConfigNode node(Node node, int depth) {
    if (depth > MAX_DEPTH) {
      throw new ConfigException(where(node), "nested deeper than " + MAX_DEPTH + " levels");
    }
    return switch (node) {
      case ScalarNode scalar -> new Text(where(scalar), scalar.getValue());
      case SequenceNode sequence ->
          new Items(
              where(sequence), sequence.getValue().stream().map(n -> node(n, depth + 1)).toList());
      case MappingNode mapping -> fields(mapping, depth);
      default -> throw new ConfigException(where(node), "YAML anchors are not supported here");
    };
  }

  private Fields fields(MappingNode mapping, int depth) {
    Map<String, ConfigNode> values = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new ConfigException(where(tuple.getKeyNode()), "a key must be plain text");
      }
      // "key:" with nothing after it says nothing: the default holds.
      ConfigNode value =
          isNull(tuple.getValueNode())
              ? new Text(where(key), "")
              : node(tuple.getValueNode(), depth + 1);
      if (values.put(key.getValue(), value) != null) {
        throw new ConfigException(
            where(key), "key \"" + key.getValue() + "\" is there twice: remove one");
      }
    }
    return new Fields(where(mapping), values);
  }

  private String where(Node node) {
    return file + ":" + (node.getStartMark().getLine() + 1);
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }
}
