package io.tributary.streams.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The keys of one YAML mapping, each asked for by name and type. What is of another type is a
 * problem and counts as absent, as a null does. {@code <<} is resolved.
 */
public final class YamlFields {
  /** Anchors may refer to themselves and to each other: how many mappings {@code <<} may visit. */
  private static final int MAX_MERGED = 1_000;

  private final Problems problems;
  private final Node node;
  private int merges;
  private final Map<String, ScalarNode> keys = new LinkedHashMap<>();
  private final Map<String, Node> values = new LinkedHashMap<>();

  /** Of any node: one that is not a mapping is a problem, and has no keys. */
  public YamlFields(Node node, String what, Problems problems) {
    this.problems = problems;
    this.node = node;
    if (node instanceof MappingNode mapping) {
      collect(mapping, false);
    } else if (!isNull(node)) {
      problems.add(node, what + " must be a mapping of keys to values");
    }
  }

  private void collect(MappingNode mapping, boolean merged) {
    if (++merges > MAX_MERGED) {
      if (merges == MAX_MERGED + 1) {
        problems.add(mapping, "\"<<\" leads to more than " + MAX_MERGED + " mappings: untie them");
      }
      return;
    }
    List<Node> bases = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(tuple.getKeyNode(), "a key must be plain text");
      } else if (key.getTag().equals(Tag.MERGE)) {
        bases.add(tuple.getValueNode());
      } else {
        ScalarNode first = keys.putIfAbsent(key.getValue(), key);
        values.putIfAbsent(key.getValue(), tuple.getValueNode());
        if (first != null && !merged) {
          problems.add(
              key,
              "key \"%s\" is there twice, first in line %d: remove one"
                  .formatted(key.getValue(), problems.line(first)));
        }
      }
    }
    for (Node base : bases) {
      if (base instanceof MappingNode other) {
        collect(other, true);
      } else if (base instanceof SequenceNode several) {
        for (Node one : several.getValue()) {
          if (one instanceof MappingNode other) {
            collect(other, true);
          }
        }
      }
    }
  }

  Node node() {
    return node;
  }

  /** Refuses all keys but these. */
  public void allow(String what, List<String> known) {
    keys.forEach(
        (name, key) -> {
          if (!known.contains(name)) {
            problems.add(
                key, "unknown key \"%s\" in %s: %s".formatted(name, what, Advice.on(name, known)));
          }
        });
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** The value's node, or null where the key is absent or its value null. */
  @Nullable Node get(String key) {
    Node value = values.get(key);
    return value == null || isNull(value) ? null : value;
  }

  /** Where to point for a complaint about the key: its value, else the key, else the mapping. */
  public Node place(String key) {
    Node value = get(key);
    if (value != null) {
      return value;
    }
    ScalarNode name = keys.get(key);
    return name != null ? name : node;
  }

  /** The value's text as it was written, whatever type YAML gives it; empty where absent. */
  public String text(String key) {
    Node value = get(key);
    if (value instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    if (value != null) {
      problems.add(value, "\"%s\" must be a single value, not a list or a mapping".formatted(key));
    }
    return "";
  }

  /** Whether the value is one text, or absent. */
  boolean isText(String key) {
    Node value = get(key);
    return value == null || value instanceof ScalarNode;
  }

  /** The elements of a list; none where absent. */
  public List<Node> list(String key) {
    Node value = get(key);
    if (value instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    if (value != null) {
      problems.add(value, "\"%s\" must be a list: begin each element with \"- \"".formatted(key));
    }
    return List.of();
  }

  /** The mapping under the key, or null where absent. */
  @Nullable YamlFields fields(String key) {
    Node value = get(key);
    return value == null ? null : new YamlFields(value, "\"" + key + "\"", problems);
  }

  /** The texts of a mapping of names to texts, by name; none where absent. */
  public Map<String, String> texts(String key) {
    YamlFields fields = fields(key);
    if (fields == null) {
      return Map.of();
    }
    Map<String, String> texts = new TreeMap<>();
    fields.values.keySet().forEach(name -> texts.put(name, fields.text(name)));
    return texts;
  }

  /** The names of all keys, as written. */
  Iterable<String> names() {
    return keys.keySet();
  }

  static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }
}
