package io.tributary.standalone.config;

import io.tributary.standalone.config.ConfigNode.Fields;
import io.tributary.standalone.config.ConfigNode.Items;
import io.tributary.standalone.config.ConfigNode.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user configured: a file, and flags on top of it. A flag is a key of the file under
 * another name, so it is checked by the same code; only the place that a complaint names differs.
 */
public final class ConfigSource {
  private final Fields root;

  private ConfigSource(Fields root) {
    this.root = root;
  }

  /** The keys of the file, or none. */
  public static ConfigSource of(@Nullable Path file) {
    return new ConfigSource(
        file == null ? new Fields("the defaults", Map.of()) : ConfigFile.read(file));
  }

  /** Sets a key of the top or, written {@code section.key}, of a section, unless value is null. */
  public ConfigSource set(String flag, String key, @Nullable String value) {
    if (value == null) {
      return this;
    }
    fieldsOf(flag, key).put(key.substring(key.indexOf('.') + 1), new Text(flag, value));
    return this;
  }

  /** The mapping that a key such as {@code a} or {@code section.a} belongs to. */
  private Map<String, ConfigNode> fieldsOf(String flag, String key) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      return root.values();
    }
    String section = key.substring(0, dot);
    if (root.values().get(section) instanceof Fields below) {
      return below.values();
    }
    Fields made = new Fields(flag, new LinkedHashMap<>());
    root.values().put(section, made);
    return made.values();
  }

  /** Adds elements to a list of single values. */
  public ConfigSource append(String flag, String key, List<String> values) {
    return appendNodes(
        flag, key, values.stream().map(v -> (ConfigNode) new Text(flag, v)).toList());
  }

  /** Adds an element {@code - itemKey: value} to a list of mappings, for each value. */
  public ConfigSource appendFields(String flag, String key, String itemKey, List<String> values) {
    List<ConfigNode> items = new ArrayList<>();
    for (String value : values) {
      items.add(new Fields(flag, Map.of(itemKey, new Text(flag, value))));
    }
    return appendNodes(flag, key, items);
  }

  private ConfigSource appendNodes(String flag, String key, List<ConfigNode> added) {
    if (added.isEmpty()) {
      return this;
    }
    Map<String, ConfigNode> fields = fieldsOf(flag, key);
    String name = key.substring(key.indexOf('.') + 1);
    List<ConfigNode> all = new ArrayList<>();
    switch (fields.get(name)) {
      case Items items -> all.addAll(items.items());
      case Text text when !text.value().isEmpty() -> all.add(text);
      case null, default -> {
        // Nothing there yet; a mapping is refused below, where a list is asked for.
      }
    }
    all.addAll(added);
    fields.put(name, new Items(flag, all));
    return this;
  }

  /** All of it as YAML, secrets left out. */
  String yaml() {
    return ConfigYaml.of(root);
  }

  Section section() {
    return new Section(root, "");
  }
}
