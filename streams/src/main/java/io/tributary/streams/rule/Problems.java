package io.tributary.streams.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Gathers what is wrong with one file, so that its author sees all of it at once. */
public final class Problems {
  /**
   * A file that is not of rules at all yields a problem a line: after so many nothing is learnt.
   */
  private static final int MAX = 100;

  private final String file;
  private final int lineOffset;
  private final List<RuleProblem> found;

  /** No problems of a file so far. */
  public Problems(String file) {
    this(file, 0, new ArrayList<>());
  }

  private Problems(String file, int lineOffset, List<RuleProblem> found) {
    this.file = file;
    this.lineOffset = lineOffset;
    this.found = found;
  }

  /** Of a text inside the same file that begins {@code lines} further down. */
  Problems below(int lines) {
    return new Problems(file, lineOffset + lines, found);
  }

  /** Something is wrong where the node begins. */
  public void add(Node at, String reason) {
    Mark mark = at.getStartMark();
    add(mark.getLine() + 1, mark.getColumn() + 1, reason);
  }

  /** Of a line inside the text of a scalar, from 1. */
  void addInside(ScalarNode text, int innerLine, String reason) {
    boolean block =
        text.getScalarStyle() == ScalarStyle.LITERAL || text.getScalarStyle() == ScalarStyle.FOLDED;
    if (block) {
      add(text.getStartMark().getLine() + 1 + innerLine, 0, reason);
    } else {
      add(text, reason);
    }
  }

  void add(int line, int column, String reason) {
    if (found.size() < MAX) {
      found.add(new RuleProblem(file, line + lineOffset, column, reason));
    }
  }

  int line(Node node) {
    return node.getStartMark().getLine() + 1 + lineOffset;
  }

  /** In the order of the file. */
  public List<RuleProblem> found() {
    return found.stream()
        .sorted(Comparator.comparingInt(RuleProblem::line).thenComparingInt(RuleProblem::column))
        .toList();
  }
}
