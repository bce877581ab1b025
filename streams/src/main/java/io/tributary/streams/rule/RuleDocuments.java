package io.tributary.streams.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Finds the rule groups in the YAML documents of one file, whatever each document is. */
final class RuleDocuments {
  /** The API server drops keys that it does not know; an annotation it keeps. */
  private static final String CORRECTIONS = "tributary.io/corrections";

  private final String path;
  private final Duration defaultInterval;
  private final Problems problems;
  private final List<RuleGroup> groups = new ArrayList<>();

  /** One reader a source, so that a group's name is found repeated across documents. */
  private final Map<String, GroupReader> readers = new HashMap<>();

  RuleDocuments(String path, Duration defaultInterval, Problems problems) {
    this.path = path;
    this.defaultInterval = defaultInterval;
    this.problems = problems;
  }

  List<RuleGroup> read(String text) {
    for (Node document : YamlDocuments.read(text, problems)) {
      document(new YamlFields(document, "a document", problems));
    }
    return groups;
  }

  private void document(YamlFields fields) {
    if (!fields.has("kind") && !fields.has("apiVersion")) {
      fields.allow("a rule file", List.of("groups"));
      groups.addAll(reader(path).read(fields));
      return;
    }
    switch (fields.text("kind")) {
      case "PrometheusRule" -> manifest(fields);
      case "ConfigMap" -> configMap(fields);
      case "List", "PrometheusRuleList", "ConfigMapList" -> {
        for (Node item : fields.list("items")) {
          document(new YamlFields(item, "an item", problems));
        }
      }
      default -> {
        // A folder of manifests holds more than rules; the rest is none of our business.
      }
    }
  }

  private void manifest(YamlFields fields) {
    fields.allow("a PrometheusRule", List.of("apiVersion", "kind", "metadata", "spec", "status"));
    YamlFields spec = fields.fields("spec");
    if (spec == null) {
      problems.add(fields.node(), "a PrometheusRule must have a spec: put the groups under it");
      return;
    }
    spec.allow("the spec of a PrometheusRule", List.of("groups"));
    List<RuleGroup> read = reader(identity(fields)).read(spec);
    boolean corrections = annotation(fields, CORRECTIONS).equals("true");
    read.forEach(group -> groups.add(corrections ? group.withCorrections() : group));
  }

  private static String annotation(YamlFields manifest, String name) {
    YamlFields metadata = manifest.fields("metadata");
    YamlFields annotations = metadata == null ? null : metadata.fields("annotations");
    return annotations == null ? "" : annotations.text(name);
  }

  /** {@code namespace/name}, as the cluster would know it. */
  private String identity(YamlFields fields) {
    YamlFields metadata = fields.fields("metadata");
    String name = metadata == null ? "" : metadata.text("name");
    if (metadata == null || name.isEmpty()) {
      problems.add(fields.node(), "a PrometheusRule must have a metadata.name");
      return path;
    }
    String namespace = metadata.text("namespace");
    return (namespace.isEmpty() ? "default" : namespace) + "/" + name;
  }

  /** Those of its entries that are rule files; a ConfigMap may hold anything else as well. */
  private void configMap(YamlFields fields) {
    YamlFields data = fields.fields("data");
    if (data == null) {
      return;
    }
    for (String name : data.names()) {
      if (name.matches(".*\\.ya?ml") && data.get(name) instanceof ScalarNode entry) {
        boolean block =
            entry.getScalarStyle() == ScalarStyle.LITERAL
                || entry.getScalarStyle() == ScalarStyle.FOLDED;
        Problems inside = problems.below(entry.getStartMark().getLine() + (block ? 1 : 0));
        String source = path + "/" + name;
        groups.addAll(
            new RuleDocuments(source, defaultInterval, inside).ruleFileOf(entry.getValue()));
      }
    }
  }

  private List<RuleGroup> ruleFileOf(String text) {
    return text.contains("groups:") ? read(text) : List.of();
  }

  private GroupReader reader(String source) {
    return readers.computeIfAbsent(source, s -> new GroupReader(problems, s, defaultInterval));
  }
}
