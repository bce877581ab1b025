package io.tributary.standalone.config;

import io.tributary.standalone.config.ConfigNode.Fields;
import io.tributary.standalone.config.ConfigNode.Items;
import io.tributary.standalone.config.ConfigNode.Text;
import java.util.Map;
import java.util.Set;

/** What was configured as YAML again, for people to see; what is secret is not shown. */
final class ConfigYaml {
  private static final Set<String> SECRETS = Set.of("password", "credentials", "headers");

  private final StringBuilder out = new StringBuilder();

  private ConfigYaml() {}

  static String of(Fields root) {
    ConfigYaml yaml = new ConfigYaml();
    yaml.fields(root, "");
    return yaml.out.toString();
  }

  private void fields(Fields fields, String indent) {
    String before = "";
    for (Map.Entry<String, ConfigNode> field : fields.values().entrySet()) {
      out.append(before).append(field.getKey()).append(':');
      if (SECRETS.contains(field.getKey())) {
        out.append(" <secret>\n");
      } else {
        value(field.getValue(), indent);
      }
      before = indent;
    }
  }

  private void value(ConfigNode node, String indent) {
    switch (node) {
      case Text text -> out.append(' ').append(quoted(text.value())).append('\n');
      case Fields fields when fields.values().isEmpty() -> out.append(" {}\n");
      case Fields fields -> {
        out.append('\n').append(indent).append("  ");
        fields(fields, indent + "  ");
      }
      case Items items when items.items().isEmpty() -> out.append(" []\n");
      case Items items -> {
        out.append('\n');
        for (ConfigNode item : items.items()) {
          out.append(indent).append("  -");
          if (item instanceof Fields fields && !fields.values().isEmpty()) {
            out.append(' ');
            fields(fields, indent + "    ");
          } else {
            value(item, indent + "  ");
          }
        }
      }
    }
  }

  /** Plain where YAML cannot take it for something else. */
  private static String quoted(String text) {
    if (text.matches("[A-Za-z0-9/_.][A-Za-z0-9/_.:-]*[A-Za-z0-9/_]|[A-Za-z0-9]")) {
      return text;
    }
    return "'" + text.replace("'", "''") + "'";
  }
}
