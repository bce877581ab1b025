package io.tributary.promql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An expression of the language, immutable. What the {@link Parser} returns is type-checked: an
 * operator's or function's operands have the types that it takes.
 */
public sealed interface Expr {
  /** What it covers in the query. */
  Position position();

  /** What it evaluates to. */
  ValueType type();

  /** A number, or a duration used as a number of seconds ({@code 5m} is 300). */
  record NumberLiteral(double value, boolean duration, Position position) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.SCALAR;
    }
  }

  record StringLiteral(String value, Position position) implements Expr {
    @Override
    public ValueType type() {
      return ValueType.STRING;
    }
  }

  /**
   * Series by their labels: {@code up{job="node"} offset 5m}.
   *
   * @param name the metric name written before the braces, else empty; {@code matchers} has it too,
   *     as the last
   * @param infoLabels whether this is the second argument of {@code info}: it may match everything
   *     and is not a selector of its own
   */
  record VectorSelector(
      String name,
      List<Matcher> matchers,
      TimeShift shift,
      RangeEdges edges,
      boolean infoLabels,
      Position position)
      implements Expr {
    public VectorSelector {
      matchers = List.copyOf(matchers);
    }

    VectorSelector withShift(TimeShift shift, Position position) {
      return new VectorSelector(name, matchers, shift, edges, infoLabels, position);
    }

    VectorSelector withEdges(RangeEdges edges) {
      return new VectorSelector(name, matchers, shift, edges, infoLabels, position);
    }

    VectorSelector asInfoLabels() {
      return new VectorSelector(name, matchers, shift, edges, true, position);
    }

    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }
  }

  /** {@code selector[range]}; offset, {@code @} and edges are those of the selector. */
  record MatrixSelector(VectorSelector selector, DurationExpr range, Position position)
      implements Expr {
    @Override
    public ValueType type() {
      return ValueType.MATRIX;
    }
  }

  /**
   * {@code expr[range:step]}.
   *
   * @param step null where the engine's default applies
   */
  record Subquery(
      Expr expr,
      DurationExpr range,
      @Nullable DurationExpr step,
      TimeShift shift,
      Position position)
      implements Expr {
    @Override
    public ValueType type() {
      return ValueType.MATRIX;
    }
  }

  record Paren(Expr inner, Position position) implements Expr {
    @Override
    public ValueType type() {
      return inner.type();
    }
  }

  /** {@code -x} or {@code +x}. */
  record Unary(boolean negative, Expr operand, Position position) implements Expr {
    @Override
    public ValueType type() {
      return operand.type();
    }
  }

  /**
   * {@code left op right}.
   *
   * @param returnBool whether a comparison gives 0 or 1 rather than filter
   * @param matching how the sides find each other; null unless both are instant vectors
   */
  record Binary(
      BinaryOp op, Expr left, Expr right, boolean returnBool, @Nullable VectorMatching matching)
      implements Expr {
    @Override
    public Position position() {
      return Position.spanning(first().position(), right.position());
    }

    @Override
    public ValueType type() {
      for (Binary b = this; ; b = (Binary) b.left) {
        if (b.right.type() != ValueType.SCALAR) {
          return ValueType.VECTOR;
        }
        if (!(b.left instanceof Binary)) {
          return b.left.type() == ValueType.SCALAR ? ValueType.SCALAR : ValueType.VECTOR;
        }
      }
    }

    /** The leftmost operand of a chain, which may be longer than a stack is deep. */
    private Expr first() {
      Expr e = left;
      while (e instanceof Binary b) {
        e = b.left;
      }
      return e;
    }
  }

  /**
   * {@code sum by (job) (expr)}.
   *
   * @param parameter of those that take one, else null
   * @param without whether {@code grouping} are the labels to drop, rather than to keep
   */
  record Aggregate(
      AggregateOp op,
      Expr expr,
      @Nullable Expr parameter,
      List<String> grouping,
      boolean without,
      Position position)
      implements Expr {
    public Aggregate {
      grouping = List.copyOf(grouping);
    }

    @Override
    public ValueType type() {
      return ValueType.VECTOR;
    }
  }

  record Call(Function function, List<Expr> arguments, Position position) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public ValueType type() {
      return function.returnType();
    }
  }

  /** The expressions directly inside this one, in the order of evaluation. */
  default List<Expr> children() {
    return switch (this) {
      case NumberLiteral _, StringLiteral _, VectorSelector _ -> List.of();
      case MatrixSelector m -> List.of(m.selector());
      case Subquery s -> List.of(s.expr());
      case Paren p -> List.of(p.inner());
      case Unary u -> List.of(u.operand());
      case Binary b -> List.of(b.left(), b.right());
      case Aggregate a ->
          a.parameter() == null ? List.of(a.expr()) : List.of(a.expr(), a.parameter());
      case Call c -> c.arguments();
    };
  }

  /** Visits this and all that is inside it, outer before inner. */
  default void walk(Consumer<Expr> visitor) {
    visitor.accept(this);
    for (Expr child : children()) {
      child.walk(visitor);
    }
  }

  /** All selectors in it, those of ranges included, from left to right. */
  default List<VectorSelector> selectors() {
    List<VectorSelector> selectors = new ArrayList<>();
    walk(
        e -> {
          if (e instanceof VectorSelector selector) {
            selectors.add(selector);
          }
        });
    return selectors;
  }

  /** The canonical text, on one line, which parses to the same expression. */
  default String text() {
    return Printer.print(this);
  }

  /** This expression without the parentheses around it. */
  default Expr unwrapped() {
    Expr e = this;
    while (e instanceof Paren p) {
      e = p.inner();
    }
    return e;
  }
}
