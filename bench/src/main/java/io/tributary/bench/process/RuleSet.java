package io.tributary.bench.process;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The rules that a system evaluates. */
enum RuleSet {
  NONE("no rules"),
  SHORT("94 rules, windows of up to 30m"),
  LONG("129 rules, windows of up to 3d");

  private final String title;

  RuleSet(String title) {
    this.title = title;
  }

  /** Those that the property {@code rules.sets} names, with commas between; all without it. */
  static List<RuleSet> chosen() {
    String names = System.getProperty("rules.sets", "");
    return names.isEmpty()
        ? List.of(values())
        : Arrays.stream(names.split(",")).map(RuleSet::valueOf).toList();
  }

  String title() {
    return title;
  }

  /** The rule files, which lie in this folder. */
  List<Path> files(Path folder) {
    List<String> files =
        switch (this) {
          case NONE -> List.of();
          case SHORT -> List.of("rules.yml");
          case LONG -> List.of("rules.yml", "slo.yml");
        };
    return files.stream().map(folder::resolve).map(Path::toAbsolutePath).toList();
  }
}
