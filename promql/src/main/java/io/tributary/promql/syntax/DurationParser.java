package io.tributary.promql.syntax;

import io.tributary.promql.syntax.DurationExpr.Op;
import org.jspecify.annotations.Nullable;

/** Parses ranges, steps and offsets. */
final class DurationParser {
  private static final String ANY = "number, duration, step(), or range()";

  /** What a 64-bit count of nanoseconds holds. */
  private static final double MAX_SECONDS = 0x1p63 / 1e9;

  private final TokenStream tokens;
  private final Diagnostics diagnostics;
  private final Depth depth;
  private final boolean expressions;

  /** Where a duration stands, for errors. */
  private enum Place {
    RANGE("subquery or range selector", ANY),
    STEP("subquery selector", "number, duration, step(), range(), or \"]\""),
    OFFSET("offset", ANY);

    private final String context;
    private final String expected;

    Place(String context, String expected) {
      this.context = context;
      this.expected = expected;
    }
  }

  DurationParser(TokenStream tokens, Diagnostics diagnostics, Depth depth, ParserOptions options) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.depth = depth;
    this.expressions = options.durationExpressions();
  }

  DurationExpr range() {
    return positive(expression(Place.RANGE, 0));
  }

  DurationExpr step() {
    return positive(expression(Place.STEP, 0));
  }

  private DurationExpr positive(DurationExpr e) {
    if (e instanceof DurationExpr.Literal literal && literal.seconds() <= 0) {
      diagnostics.add(e.position(), "duration must be greater than 0");
    }
    return e;
  }

  /**
   * An offset. Arithmetic on it needs parentheses: {@code a offset 5m + 1} adds to the vector. That
   * is so for a sign before parentheses too, while an offset that starts with one goes on behind
   * it.
   */
  DurationExpr offset() {
    if (tokens.at(TokenKind.LEFT_PAREN)) {
      return expression(Place.OFFSET, 0);
    }
    Token first = tokens.peek();
    boolean signed = first.kind() == TokenKind.PLUS || first.kind() == TokenKind.MINUS;
    if (signed) {
      tokens.take();
    }
    DurationExpr operand = primary(Place.OFFSET);
    return signed ? signed(first, operand) : operand;
  }

  private DurationExpr expression(Place place, int minPrecedence) {
    depth.enter();
    DurationExpr left = unary(place);
    while (true) {
      @Nullable Op op = operator(tokens.peek().kind());
      if (op == null || precedence(op) < minPrecedence) {
        depth.leave();
        return left;
      }
      Token operator = tokens.take();
      experimental(left.position());
      DurationExpr right = expression(place, op == Op.POWER ? 3 : precedence(op) + 1);
      left = binary(op, operator.position(), left, right);
    }
  }

  private DurationExpr unary(Place place) {
    if (!tokens.at(TokenKind.PLUS) && !tokens.at(TokenKind.MINUS)) {
      return primary(place);
    }
    Token sign = tokens.take();
    return signed(sign, expression(place, precedence(Op.POWER)));
  }

  private DurationExpr signed(Token sign, DurationExpr operand) {
    boolean negative = sign.kind() == TokenKind.MINUS;
    Position position = new Position(sign.start(), operand.position().end());
    if (operand instanceof DurationExpr.Literal literal) {
      double seconds = negative ? -literal.seconds() : literal.seconds();
      return new DurationExpr.Literal(seconds, literal.hasUnit(), position);
    }
    return negative ? new DurationExpr.Negation(operand, position) : operand;
  }

  private DurationExpr binary(Op op, Position operator, DurationExpr left, DurationExpr right) {
    if (right instanceof DurationExpr.Literal literal && literal.seconds() == 0) {
      if (op == Op.DIVIDE) {
        diagnostics.add(operator, "division by zero");
        return zero(operator);
      }
      if (op == Op.MODULO) {
        diagnostics.add(operator, "modulo by zero");
        return zero(operator);
      }
    }
    Position position = Position.spanning(left.position(), right.position());
    return new DurationExpr.Binary(op, left, right, position);
  }

  private static DurationExpr zero(Position position) {
    return new DurationExpr.Literal(0, false, position);
  }

  private DurationExpr primary(Place place) {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NUMBER, DURATION -> literal();
      case STEP, RANGE -> {
        tokens.take();
        expect(place, TokenKind.LEFT_PAREN);
        Position position = closed(place, token);
        experimental(position);
        yield token.kind() == TokenKind.STEP
            ? new DurationExpr.Step(position)
            : new DurationExpr.Range(position);
      }
      case MIN_OF, MAX_OF -> {
        tokens.take();
        expect(place, TokenKind.LEFT_PAREN);
        DurationExpr left = expression(place, 0);
        expect(place, TokenKind.COMMA);
        DurationExpr right = expression(place, 0);
        Position position = closed(place, token);
        experimental(position);
        Op op = token.kind() == TokenKind.MIN_OF ? Op.MIN_OF : Op.MAX_OF;
        yield new DurationExpr.Binary(op, left, right, position);
      }
      case LEFT_PAREN -> {
        tokens.take();
        DurationExpr inner = expression(place, 0);
        Position position = closed(place, token);
        experimental(inner.position());
        yield new DurationExpr.Paren(inner, position);
      }
      default -> throw tokens.unexpected(place.context, place.expected);
    };
  }

  private Position closed(Place place, Token start) {
    expect(place, TokenKind.RIGHT_PAREN);
    return new Position(start.start(), tokens.lastEnd());
  }

  private void expect(Place place, TokenKind kind) {
    tokens.expect(kind, place.context, place.expected);
  }

  private DurationExpr literal() {
    Token token = tokens.take();
    double seconds = 0;
    try {
      seconds = seconds(token);
    } catch (IllegalArgumentException e) {
      diagnostics.add(token.position(), String.valueOf(e.getMessage()));
    }
    if (Math.abs(seconds) > MAX_SECONDS) {
      diagnostics.add(token.position(), "duration out of range");
      seconds = 0;
    }
    return new DurationExpr.Literal(seconds, token.kind() == TokenKind.DURATION, token.position());
  }

  /**
   * The value of a number or duration, in seconds.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static double seconds(Token token) {
    return token.kind() == TokenKind.DURATION
        ? DurationText.parseMillis(token.text()) / 1e3
        : Numbers.parse(token.text());
  }

  private void experimental(Position position) {
    if (!expressions) {
      diagnostics.add(position, "experimental duration expression is not enabled");
    }
  }

  private static @Nullable Op operator(TokenKind kind) {
    return switch (kind) {
      case PLUS -> Op.ADD;
      case MINUS -> Op.SUBTRACT;
      case TIMES -> Op.MULTIPLY;
      case SLASH -> Op.DIVIDE;
      case PERCENT -> Op.MODULO;
      case CARET -> Op.POWER;
      default -> null;
    };
  }

  private static int precedence(Op op) {
    return switch (op) {
      case ADD, SUBTRACT -> 1;
      case MULTIPLY, DIVIDE, MODULO -> 2;
      case POWER -> 3;
      case MIN_OF, MAX_OF -> 4;
    };
  }
}
