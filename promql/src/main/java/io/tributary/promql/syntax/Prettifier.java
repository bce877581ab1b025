package io.tributary.promql.syntax;

import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;

/**
 * Lays an expression out over several lines: what fits into a line stays on it, and of what does
 * not, each operand or argument gets lines of its own, two blanks further in.
 */
public final class Prettifier {
  private static final int DEFAULT_COLUMNS = 100;

  private final int columns;

  /** At the usual 100 columns. */
  public Prettifier() {
    this(DEFAULT_COLUMNS);
  }

  /** At this many columns, not counting indentation. */
  public Prettifier(int columns) {
    this.columns = columns;
  }

  /** The expression laid out. */
  public String format(Expr expr) {
    return new Layout(Printer.lengths(expr)).lines(expr, 0);
  }

  private final class Layout {
    private final IdentityHashMap<Expr, Integer> lengths;

    Layout(IdentityHashMap<Expr, Integer> lengths) {
      this.lengths = lengths;
    }

    private String lines(Expr e, int level) {
      String indent = "  ".repeat(level);
      if (fits(e)) {
        return indent + Printer.print(e);
      }
      return switch (e) {
        case Expr.NumberLiteral _,
            Expr.StringLiteral _,
            Expr.VectorSelector _,
            Expr.MatrixSelector _ ->
            indent + Printer.print(e);
        case Expr.Subquery s -> lines(s.expr(), level) + Printer.subqueryRange(s);
        case Expr.Paren p -> block(indent + "(", List.of(p.inner()), level);
        case Expr.Unary u ->
            indent + (u.negative() ? "-" : "+") + lines(u.operand(), level).strip();
        case Expr.Binary b ->
            lines(b.left(), level + 1)
                + "\n"
                + indent
                + Printer.operator(b)
                + "\n"
                + lines(b.right(), level + 1);
        case Expr.Aggregate a -> {
          List<Expr> inner =
              a.parameter() == null ? List.of(a.expr()) : List.of(a.parameter(), a.expr());
          yield block(indent + Printer.aggregation(a) + "(", inner, level);
        }
        case Expr.Call c -> block(indent + c.function().text() + "(", c.arguments(), level);
      };
    }

    private boolean fits(Expr e) {
      Integer length = lengths.get(e);
      return length != null && length <= columns;
    }

    private String block(String head, List<Expr> inner, int level) {
      StringBuilder out = new StringBuilder(head).append('\n');
      for (Iterator<Expr> it = inner.iterator(); it.hasNext(); ) {
        out.append(lines(it.next(), level + 1)).append(it.hasNext() ? ",\n" : "\n");
      }
      return out.append("  ".repeat(level)).append(')').toString();
    }
  }
}
