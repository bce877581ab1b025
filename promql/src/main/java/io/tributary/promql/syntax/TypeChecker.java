package io.tributary.promql.syntax;

import io.tributary.promql.syntax.VectorMatching.Cardinality;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Sees that operators, functions and aggregations have operands of the types that they take. */
final class TypeChecker {
  private final Diagnostics diagnostics;
  private final byte[] query;

  /** The height of the highest operand seen so far of the expression that is being checked. */
  private int height;

  TypeChecker(Diagnostics diagnostics, byte[] query) {
    this.diagnostics = diagnostics;
    this.query = query;
  }

  /** Checks the query's expression, and that its tree is no higher than the limit. */
  void check(Expr expr, int maxHeight) {
    check(expr);
    if (height > maxHeight && diagnostics.isEmpty()) {
      diagnostics.add(
          expr.position(),
          "expression of %d levels is higher than the limit of %d".formatted(height, maxHeight));
    }
  }

  private ValueType check(Expr expr) {
    int siblings = height;
    height = 0;
    ValueType type = checkInside(expr);
    height = Math.max(siblings, height + 1);
    return type;
  }

  private ValueType checkInside(Expr expr) {
    switch (expr) {
      case Expr.NumberLiteral _, Expr.StringLiteral _ -> {}
      case Expr.VectorSelector v -> selector(v);
      case Expr.MatrixSelector m -> selector(m.selector());
      case Expr.Subquery s -> subqueries(s);
      case Expr.Paren p -> check(p.inner());
      case Expr.Unary u -> unary(u);
      case Expr.Aggregate a -> aggregate(a);
      case Expr.Call c -> call(c);
      case Expr.Binary b -> {
        return chain(b);
      }
    }
    return expr.type();
  }

  private void selector(Expr.VectorSelector selector) {
    if (selector.name().isEmpty()) {
      boolean selects = selector.matchers().stream().anyMatch(m -> !m.matchesEmpty());
      if (!selects && !selector.infoLabels()) {
        diagnostics.add(
            selector.position(), "vector selector must contain at least one non-empty matcher");
      }
      return;
    }
    // The last one is that of the name before the braces.
    for (Matcher m : selector.matchers().subList(0, selector.matchers().size() - 1)) {
      if (m.name().equals(Labels.NAME)) {
        diagnostics.add(
            selector.position(),
            "metric name must not be set twice: %s or %s"
                .formatted(Quoting.string(selector.name()), Quoting.string(m.value())));
      }
    }
  }

  /** Subqueries in a row are walked without recursion, as operators are. */
  private void subqueries(Expr.Subquery last) {
    Deque<Expr.Subquery> chain = new ArrayDeque<>();
    Expr first = last;
    while (first instanceof Expr.Subquery s) {
      chain.push(s);
      first = s.expr();
    }
    ValueType type = check(first);
    for (Expr.Subquery s : chain) {
      if (type != ValueType.VECTOR) {
        diagnostics.add(
            s.position(),
            "subquery is only allowed on instant vector, got " + type.apiName() + " instead");
      }
      type = ValueType.MATRIX;
    }
    height += chain.size() - 1;
  }

  private void unary(Expr.Unary u) {
    ValueType type = check(u.operand());
    if (type != ValueType.SCALAR && type != ValueType.VECTOR) {
      diagnostics.add(
          u.position(),
          "unary expression only allowed on expressions of type scalar or instant vector, got "
              + Quoting.string(type.documentedName()));
    }
  }

  private void aggregate(Expr.Aggregate a) {
    expect(ValueType.VECTOR, a.expr(), "in aggregation expression");
    @Nullable Expr parameter = a.parameter();
    if (parameter != null) {
      expect(a.op().parameterType(), parameter, "in aggregation parameter");
    }
  }

  private void call(Expr.Call c) {
    Function function = c.function();
    String name = Quoting.string(function.text());
    int count = c.arguments().size();
    int min = function.minArguments();
    int max = function.maxArguments();
    boolean fixed = min == max;
    if (count < min || count > max) {
      String bound = fixed ? "" : count < min ? "at least " : "at most ";
      diagnostics.add(
          c.position(),
          "expected %s%d argument(s) in call to %s, got %d"
              .formatted(bound, count < min ? min : max, name, count));
    }
    if (function == Function.INFO && count > 1) {
      infoLabels(c);
    }
    for (int i = 0; i < count && (!fixed || i < max); i++) {
      expect(function.argumentType(i), c.arguments().get(i), "in call to function " + name);
    }
  }

  private void infoLabels(Expr.Call c) {
    Expr labels = c.arguments().get(1);
    if (labels.type() != ValueType.VECTOR) {
      diagnostics.add(
          c.position(),
          "expected type instant vector in call to function \"info\", got "
              + labels.type().documentedName());
    }
    if (!(labels instanceof Expr.VectorSelector selector)) {
      diagnostics.add(labels.position(), "expected label selectors only");
    } else if (!selector.infoLabels()) {
      diagnostics.add(
          labels.position(), "expected label selectors only, got vector selector instead");
    }
  }

  private void expect(ValueType wanted, Expr e, String where) {
    ValueType type = check(e);
    if (type != wanted) {
      diagnostics.add(
          e.position(),
          "expected type %s %s, got %s"
              .formatted(wanted.documentedName(), where, type.documentedName()));
    }
  }

  /** A chain of operators may be longer than a stack is deep: this walks it without recursion. */
  private ValueType chain(Expr.Binary last) {
    Deque<Expr.Binary> chain = new ArrayDeque<>();
    Expr first = last;
    while (first instanceof Expr.Binary b) {
      chain.push(b);
      first = b.left();
    }
    ValueType type = check(first);
    for (Expr.Binary b : chain) {
      int left = height;
      height = 0;
      ValueType right = check(b.right());
      height = Math.max(left, height) + 1;
      binary(b, type, right);
      type =
          type == ValueType.SCALAR && right == ValueType.SCALAR
              ? ValueType.SCALAR
              : ValueType.VECTOR;
    }
    height--;
    return type;
  }

  private void binary(Expr.Binary b, ValueType left, ValueType right) {
    BinaryOp op = b.op();
    boolean scalars = left == ValueType.SCALAR && right == ValueType.SCALAR;
    if (b.returnBool() && !op.isComparison()) {
      diagnostics.add(operator(b), "bool modifier can only be used on comparison operators");
    }
    if (op.isComparison() && !b.returnBool() && scalars) {
      diagnostics.add(operator(b), "comparisons between scalars must use BOOL modifier");
    }
    @Nullable VectorMatching matching = b.matching();
    if (matching != null && matching.on()) {
      matching.labels().stream()
          .filter(matching.include()::contains)
          .forEach(
              label ->
                  diagnostics.add(
                      operator(b),
                      "label %s must not occur in ON and GROUP clause at once"
                          .formatted(Quoting.string(label))));
    }
    operand(b.left(), left);
    operand(b.right(), right);
    boolean vectors = left == ValueType.VECTOR && right == ValueType.VECTOR;
    if (matching != null) {
      matching(b, matching, vectors);
    }
    if (op.isSet() && (left == ValueType.SCALAR || right == ValueType.SCALAR)) {
      diagnostics.add(
          b.position(),
          "set operator %s not allowed in binary scalar expression"
              .formatted(Quoting.string(op.text())));
    }
  }

  private void operand(Expr operand, ValueType type) {
    if (type != ValueType.SCALAR && type != ValueType.VECTOR) {
      diagnostics.add(
          operand.position(),
          "binary expression must contain only scalar and instant vector types");
    }
  }

  private void matching(Expr.Binary b, VectorMatching matching, boolean vectors) {
    boolean fills = matching.fillLeft() != null || matching.fillRight() != null;
    if (!vectors) {
      if (!matching.labels().isEmpty()) {
        diagnostics.add(b.position(), "vector matching only allowed between instant vectors");
      }
      if (fills) {
        diagnostics.add(
            b.position(), "filling in missing series only allowed between instant vectors");
      }
    } else if (b.op().isSet()) {
      if (matching.cardinality() != Cardinality.MANY_TO_MANY) {
        diagnostics.add(
            b.position(),
            "no grouping allowed for " + Quoting.string(b.op().text()) + " operation");
        diagnostics.add(b.position(), "set operations must always be many-to-many");
      }
      if (fills) {
        diagnostics.add(b.position(), "filling in missing series not allowed for set operators");
      }
    }
  }

  /** The operator with its modifiers: what is between the operands, less space around it. */
  private Position operator(Expr.Binary b) {
    int start = b.left().position().end();
    int end = b.right().position().start() - 1;
    while (start < end && Lexer.isSpace(query[start])) {
      start++;
    }
    while (end > start && Lexer.isSpace(query[end])) {
      end--;
    }
    return new Position(start, end);
  }
}
