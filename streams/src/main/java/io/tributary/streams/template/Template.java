package io.tributary.streams.template;

import io.tributary.streams.template.Node.Block;
import java.util.Map;

/** A parsed template. Immutable; may be expanded by several threads at once. */
final class Template {
  private final String name;
  private final String text;
  private final Map<String, Block> trees;

  private Template(String name, String text, Map<String, Block> trees) {
    this.name = name;
    this.text = text;
    this.trees = trees;
  }

  static Template parse(String name, String text) {
    return new Template(name, text, Parser.parse(name, text));
  }

  /** The trees of this template and of those that it defines. */
  Iterable<Block> blocks() {
    return trees.values();
  }

  String expand(Value dot, Expansion expansion) {
    return new Run(name, text, trees, expansion).expand(dot);
  }
}
