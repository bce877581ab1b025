package io.tributary.standalone.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value as it was written, and where: {@code file:line}, or the flag that gave it. */
sealed interface ConfigNode {
  /** Where it stands. */
  String where();

  /** One value; YAML's own idea of its type does not matter. */
  record Text(String where, String value) implements ConfigNode {}

  /** A list. */
  record Items(String where, List<ConfigNode> items) implements ConfigNode {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Keys and values, in the order of writing. */
  record Fields(String where, Map<String, ConfigNode> values) implements ConfigNode {
    public Fields {
      values = new LinkedHashMap<>(values);
    }
  }
}
