package io.tributary.promql.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses expressions by recursive descent; operators by climbing their precedence. */
final class ExprParser {
  /**
   * A chain of operators is no recursion here: this only bounds the work before its height is seen.
   */
  private static final int MAX_CHAIN = 20_000;

  private final TokenStream tokens;
  private final Diagnostics diagnostics;
  private final ParserOptions options;
  private final Depth depth;
  private final SelectorParser selectors;
  private final ModifierParser modifiers;
  private final MatchingParser matchings;

  ExprParser(Lexer lexer, Diagnostics diagnostics, ParserOptions options) {
    this.tokens = new TokenStream(lexer, diagnostics);
    this.diagnostics = diagnostics;
    this.options = options;
    this.depth = new Depth(tokens, diagnostics, options.maxDepth());
    this.selectors = new SelectorParser(tokens, diagnostics, options);
    DurationParser durations = new DurationParser(tokens, diagnostics, depth, options);
    this.modifiers = new ModifierParser(tokens, diagnostics, durations, options);
    this.matchings = new MatchingParser(tokens, diagnostics, selectors);
  }

  /** The whole query. */
  Expr query() {
    if (tokens.at(TokenKind.END_OF_INPUT)) {
      throw diagnostics.fail(new Position(0, 0), "no expression found in input");
    }
    Expr e = expression();
    if (!tokens.at(TokenKind.END_OF_INPUT)) {
      throw tokens.unexpected();
    }
    return e;
  }

  /** The whole text, which must be a selector without modifiers. */
  Expr.VectorSelector selectorOnly() {
    Expr.VectorSelector selector =
        tokens.peek().kind().isMetricName() ? selectors.named(tokens.take()) : selectors.unnamed();
    if (!tokens.at(TokenKind.END_OF_INPUT)) {
      throw tokens.unexpected();
    }
    return selector;
  }

  private Expr expression() {
    return binary(0);
  }

  private Expr binary(int minPrecedence) {
    depth.enter();
    Expr left = unary();
    ValueType type = left.type();
    int chain = 0;
    while (true) {
      @Nullable BinaryOp op = tokens.peek().kind().binaryOp();
      if (op == null || op.precedence() < minPrecedence) {
        depth.leave();
        return left;
      }
      if (++chain > MAX_CHAIN) {
        throw diagnostics.fail(
            tokens.peek().position(), "more than " + MAX_CHAIN + " operators in a row");
      }
      tokens.take();
      MatchingParser.Written written = matchings.modifiers();
      Expr right = binary(op.rightAssociative() ? op.precedence() : op.precedence() + 1);
      ValueType rightType = right.type();
      boolean vectors = type == ValueType.VECTOR && rightType == ValueType.VECTOR;
      boolean scalars = type == ValueType.SCALAR && rightType == ValueType.SCALAR;
      type = scalars ? ValueType.SCALAR : ValueType.VECTOR;
      left = written.binary(op, left, right, vectors);
      if (written.fills() && !options.fillModifiers()) {
        diagnostics.add(left.position(), "binop fill modifiers are experimental and not enabled");
      }
    }
  }

  /** A sign binds looser than a power: {@code -a ^ b} is {@code -(a ^ b)}. */
  private Expr unary() {
    if (!tokens.at(TokenKind.PLUS) && !tokens.at(TokenKind.MINUS)) {
      return modifiers.applied(primary());
    }
    Token sign = tokens.take();
    boolean negative = sign.kind() == TokenKind.MINUS;
    Expr operand = binary(BinaryOp.POWER.precedence());
    Position position = new Position(sign.start(), operand.position().end());
    if (operand instanceof Expr.NumberLiteral number) {
      double value = negative ? -number.value() : number.value();
      return new Expr.NumberLiteral(value, number.duration(), position);
    }
    return new Expr.Unary(negative, operand, position);
  }

  private Expr primary() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NUMBER, DURATION -> number();
      case STRING ->
          new Expr.StringLiteral(StringLiterals.unquote(tokens.take().text()), token.position());
      case LEFT_PAREN -> parenthesized();
      case LEFT_BRACE -> selectors.unnamed();
      default -> {
        if (!token.kind().isMetricName()) {
          throw tokens.unexpected();
        }
        yield named(tokens.take());
      }
    };
  }

  private Expr named(Token name) {
    if (name.kind() == TokenKind.AGGREGATION) {
      switch (tokens.peek().kind()) {
        case LEFT_PAREN, BY, WITHOUT -> {
          return aggregate(name);
        }
        default -> {}
      }
    }
    if (name.kind().isFunctionName() && tokens.at(TokenKind.LEFT_PAREN)) {
      return call(name);
    }
    return selectors.named(name);
  }

  private Expr number() {
    Token token = tokens.take();
    double value = 0;
    try {
      value = DurationParser.seconds(token);
    } catch (IllegalArgumentException e) {
      diagnostics.add(token.position(), String.valueOf(e.getMessage()));
    }
    return new Expr.NumberLiteral(value, token.kind() == TokenKind.DURATION, token.position());
  }

  private Expr parenthesized() {
    Token open = tokens.take();
    Expr inner = expression();
    tokens.expect(TokenKind.RIGHT_PAREN, "", "");
    return new Expr.Paren(inner, new Position(open.start(), tokens.lastEnd()));
  }

  private Expr call(Token name) {
    @Nullable Function function = Function.named(name.text());
    List<Expr> arguments = arguments();
    Position position = new Position(name.start(), tokens.lastEnd());
    if (function == null) {
      diagnostics.add(name.position(), "unknown function with name " + Quoting.string(name.text()));
      return new Expr.NumberLiteral(0, false, position);
    }
    if (function.experimental() && !options.experimentalFunctions()) {
      diagnostics.add(
          name.position(), "function " + Quoting.string(name.text()) + " is not enabled");
    }
    if (function == Function.INFO
        && arguments.size() > 1
        && arguments.get(1) instanceof Expr.VectorSelector labels
        && labels.name().isEmpty()) {
      arguments.set(1, labels.asInfoLabels());
    }
    return new Expr.Call(function, arguments, position);
  }

  private List<Expr> arguments() {
    tokens.take();
    List<Expr> arguments = new ArrayList<>();
    while (!tokens.at(TokenKind.RIGHT_PAREN)) {
      arguments.add(expression());
      Token comma = tokens.peek();
      if (!tokens.accept(TokenKind.COMMA)) {
        tokens.expect(TokenKind.RIGHT_PAREN, "", "");
        return arguments;
      }
      if (tokens.at(TokenKind.RIGHT_PAREN)) {
        diagnostics.add(comma.position(), "trailing commas not allowed in function call args");
      }
    }
    tokens.take();
    return arguments;
  }

  private Expr aggregate(Token name) {
    AggregateOp op = AggregateOp.named(name.text());
    boolean leading = !tokens.at(TokenKind.LEFT_PAREN);
    boolean without = false;
    List<String> grouping = List.of();
    if (leading) {
      without = tokens.take().kind() == TokenKind.WITHOUT;
      grouping = selectors.labels();
      if (!tokens.at(TokenKind.LEFT_PAREN)) {
        throw tokens.unexpected();
      }
    }
    List<Expr> arguments = arguments();
    if (!leading && (tokens.at(TokenKind.BY) || tokens.at(TokenKind.WITHOUT))) {
      without = tokens.take().kind() == TokenKind.WITHOUT;
      grouping = selectors.labels();
    }
    Position position = new Position(name.start(), tokens.lastEnd());
    int wanted = op.hasParameter() ? 2 : 1;
    @Nullable String wrong = wrongArguments(op, wanted, arguments.size());
    if (wrong != null) {
      diagnostics.add(position, wrong);
      return new Expr.NumberLiteral(0, false, position);
    }
    @Nullable Expr parameter = op.hasParameter() ? arguments.getFirst() : null;
    return new Expr.Aggregate(op, arguments.getLast(), parameter, grouping, without, position);
  }

  private @Nullable String wrongArguments(AggregateOp op, int wanted, int count) {
    if (count == 0) {
      return "no arguments for aggregate expression provided";
    }
    if (op.experimental() && !options.experimentalFunctions()) {
      return op.text()
          + "() is experimental and must be enabled with"
          + " --enable-feature=promql-experimental-functions";
    }
    if (count != wanted) {
      return "wrong number of arguments for aggregate expression provided, expected %d, got %d"
          .formatted(wanted, count);
    }
    return null;
  }
}
