package io.tributary.streams.rule;

import io.tributary.streams.template.PrometheusDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads and checks the groups of one source. */
final class GroupReader {
  /** Keys of other rulers. Both ask for what is always so here, hence need no attention. */
  private static final List<String> EXTENSIONS =
      List.of("partial_response_strategy", "align_evaluation_time_on_interval");

  /** A key of our own. */
  private static final String CORRECTIONS = "corrections";

  private static final List<String> KEYS =
      List.of("name", "interval", "query_offset", "limit", "labels", "rules", CORRECTIONS);

  private final Problems problems;
  private final String source;
  private final Duration defaultInterval;
  private final Map<String, Integer> lineByName = new HashMap<>();

  GroupReader(Problems problems, String source, Duration defaultInterval) {
    this.problems = problems;
    this.source = source;
    this.defaultInterval = defaultInterval;
  }

  /** The groups under {@code groups}; where the problems name some of them, they are incomplete. */
  List<RuleGroup> read(YamlFields owner) {
    List<RuleGroup> groups = new ArrayList<>();
    for (Node node : owner.list("groups")) {
      RuleGroup group = group(node);
      if (group != null) {
        groups.add(group);
      }
    }
    return groups;
  }

  private @Nullable RuleGroup group(Node node) {
    YamlFields fields = new YamlFields(node, "a group", problems);
    List<String> known = new ArrayList<>(KEYS);
    known.addAll(EXTENSIONS);
    fields.allow("a group", known);
    String name = fields.text("name");
    String where = "group \"" + name + "\": ";
    if (name.isEmpty()) {
      problems.add(fields.place("name"), "Groupname must not be empty");
      return null;
    }
    Integer first = lineByName.putIfAbsent(name, problems.line(node));
    if (first != null) {
      problems.add(
          fields.place("name"),
          "groupname: \"%s\" is repeated in the same file, first in line %d: rename one"
              .formatted(name, first));
    }
    Map<String, String> labels = fields.texts("labels");
    RuleNames.checkLabels(labels, fields.place("labels"), where, problems);
    Duration interval = duration(fields, "interval", where, problems, defaultInterval);
    return new RuleGroup(
        source,
        name,
        interval.isZero() ? defaultInterval : interval,
        duration(fields, "query_offset", where, problems, Duration.ZERO),
        limit(fields, where),
        labels,
        rules(fields, name, labels),
        corrections(fields, where),
        extensions(fields));
  }

  private List<Rule> rules(YamlFields fields, String group, Map<String, String> labels) {
    RuleReader reader = new RuleReader(problems, group, labels);
    List<Rule> rules = new ArrayList<>();
    int number = 0;
    for (Node node : fields.list("rules")) {
      Rule rule = reader.read(node, ++number);
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private boolean corrections(YamlFields fields, String where) {
    String text = fields.text(CORRECTIONS);
    if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
      problems.add(
          fields.place(CORRECTIONS),
          where + CORRECTIONS + " must be true or false: was \"" + text + "\"");
    }
    return text.equals("true");
  }

  private int limit(YamlFields fields, String where) {
    String text = fields.text("limit");
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      problems.add(
          fields.place("limit"),
          where + "limit must be a whole number, 0 for no limit: was \"" + text + "\"");
      return 0;
    }
  }

  private static Map<String, String> extensions(YamlFields fields) {
    Map<String, String> extensions = new TreeMap<>();
    for (String key : EXTENSIONS) {
      if (fields.get(key) != null) {
        extensions.put(key, fields.text(key));
      }
    }
    return extensions;
  }

  /** The duration under the key, or {@code absent} where there is none or it is not valid. */
  static Duration duration(
      YamlFields fields, String key, String where, Problems problems, Duration absent) {
    String text = fields.text(key);
    if (text.isEmpty()) {
      return absent;
    }
    try {
      return PrometheusDuration.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add(
          fields.place(key),
          where + key + ": " + e.getMessage() + ": write it like 30s, 5m or 1h30m");
      return absent;
    }
  }
}
