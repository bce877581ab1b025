package io.tributary.bench.process;

import java.nio.file.Path;
import java.util.List;

/** The rules that a system evaluates. */
enum RuleSet {
  NONE("no rules", List.of()),
  SHORT("94 rules, windows of up to 30m", List.of("rules.yml")),
  LONG("129 rules, windows of up to 3d", List.of("rules.yml", "slo.yml"));

  private final String title;
  private final List<String> files;

  RuleSet(String title, List<String> files) {
    this.title = title;
    this.files = files;
  }

  String title() {
    return title;
  }

  /** The rule files, which lie in this folder. */
  List<Path> files(Path folder) {
    return files.stream().map(folder::resolve).map(Path::toAbsolutePath).toList();
  }
}
