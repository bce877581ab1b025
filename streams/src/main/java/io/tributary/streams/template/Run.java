package io.tributary.streams.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.streams.template.Node.Block;
import java.util.List;
import java.util.Map;

/**
 * One expansion of a template: what it writes, how much it has done, and where it is, for errors.
 * Templates are the users': all that one can ask for is bounded here.
 */
final class Run {
  /** A megabyte of text fits no notification; a runaway template reaches it fast. */
  static final int MAX_OUTPUT = 1 << 20;

  private static final int MAX_STEPS = 1_000_000;
  private static final int MAX_DEPTH = 100;

  private final String name;
  private final String text;
  private final Map<String, Block> trees;
  private final Expansion expansion;
  private final StringBuilder out = new StringBuilder();
  private String current;
  private Node node;
  private int steps;
  private int depth;

  Run(String name, String text, Map<String, Block> trees, Expansion expansion) {
    this.name = name;
    this.text = text;
    this.trees = trees;
    this.expansion = expansion;
    this.current = name;
    this.node = new Block(List.of(), 0);
  }

  String expand(Value dot) {
    tree(name).run(new Scope(dot), dot);
    return out.toString();
  }

  void requireTemplate(String template) {
    tree(template);
  }

  private BlockRunner tree(String template) {
    Block block = trees.get(template);
    if (block == null) {
      throw error("template " + GoQuote.quote(template) + " not defined");
    }
    return new BlockRunner(this, block);
  }

  /** Runs another template of the same text, which sees no variables of this one. */
  void invoke(String template, Value dot) {
    BlockRunner tree = tree(template);
    if (depth == MAX_DEPTH) {
      throw error("exceeded maximum template depth (" + MAX_DEPTH + ")");
    }
    String caller = current;
    current = template;
    depth++;
    tree.run(new Scope(dot), dot);
    depth--;
    current = caller;
  }

  Expansion expansion() {
    return expansion;
  }

  /** Notes that the node is being worked on. */
  void at(Node next) {
    node = next;
    if (++steps > MAX_STEPS) {
      throw error("template takes more than " + MAX_STEPS + " steps");
    }
  }

  void write(String more) {
    if (out.length() + more.length() > MAX_OUTPUT) {
      throw error("output is longer than " + MAX_OUTPUT + " characters");
    }
    out.append(more);
  }

  /** An error at the node being worked on, in Go's words. */
  TemplateException error(String reason) {
    int offset = Math.min(node.offset(), text.length());
    int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    int line = 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    int column = text.substring(lineStart, offset).getBytes(UTF_8).length;
    return new TemplateException(
        "template: %s:%d:%d: executing %s at <%s>: %s"
            .formatted(name, line, column, GoQuote.quote(current), node, reason),
        line);
  }
}
