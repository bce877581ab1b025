package io.tributary.promql.syntax;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Parses what may stand behind a selector: ranges, {@code offset}, {@code @} and edges. */
final class ModifierParser {
  private static final String ONLY_SELECTORS = "ranges only allowed for vector selectors";

  private final TokenStream tokens;
  private final Diagnostics diagnostics;
  private final DurationParser durations;
  private final ParserOptions options;

  ModifierParser(
      TokenStream tokens,
      Diagnostics diagnostics,
      DurationParser durations,
      ParserOptions options) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.durations = durations;
    this.options = options;
  }

  /** The expression with all modifiers that follow it. */
  Expr applied(Expr expr) {
    Expr e = expr;
    for (int nesting = 0; nesting <= options.maxHeight(); nesting++) {
      switch (tokens.peek().kind()) {
        case LEFT_BRACKET -> e = range(e);
        case OFFSET -> e = offset(e);
        case AT -> e = at(e);
        case ANCHORED -> e = edges(e, RangeEdges.ANCHORED, "anchored");
        case SMOOTHED -> e = edges(e, RangeEdges.SMOOTHED, "smoothed");
        default -> {
          return e;
        }
      }
    }
    throw diagnostics.fail(
        tokens.peek().position(), "more than " + options.maxHeight() + " modifiers in a row");
  }

  private Expr range(Expr e) {
    Token open = tokens.take();
    DurationExpr range = durations.range();
    if (tokens.accept(TokenKind.COLON)) {
      @Nullable DurationExpr step = tokens.at(TokenKind.RIGHT_BRACKET) ? null : durations.step();
      tokens.expect(TokenKind.RIGHT_BRACKET, "subquery selector", "\"]\"");
      return new Expr.Subquery(e, range, step, TimeShift.NONE, spanning(e));
    }
    tokens.expect(TokenKind.RIGHT_BRACKET, "subquery or range", "\":\" or \"]\"");
    Position brackets = new Position(open.start(), tokens.lastEnd());
    if (!(e instanceof Expr.VectorSelector selector)) {
      diagnostics.add(brackets, ONLY_SELECTORS);
      return new Expr.Subquery(e, range, null, TimeShift.NONE, spanning(e));
    }
    if (selector.shift().offset() != null) {
      diagnostics.add(brackets, "no offset modifiers allowed before range");
    } else if (selector.shift().at() != null) {
      diagnostics.add(brackets, "no @ modifiers allowed before range");
    }
    return new Expr.MatrixSelector(selector, range, spanning(e));
  }

  private Expr offset(Expr e) {
    tokens.take();
    DurationExpr offset = durations.offset();
    @Nullable TimeShift shift = shift(e, "offset");
    if (shift == null) {
      return e;
    }
    if (shift.offset() != null) {
      diagnostics.add(e.position(), "offset may not be set multiple times");
    }
    boolean zero = offset instanceof DurationExpr.Literal l && l.seconds() == 0;
    return shifted(e, new TimeShift(zero ? null : offset, shift.at()));
  }

  private Expr at(Expr e) {
    tokens.take();
    At at =
        switch (tokens.peek().kind()) {
          case START, END -> {
            boolean start = tokens.take().kind() == TokenKind.START;
            tokens.expect(TokenKind.LEFT_PAREN, "@", "timestamp");
            tokens.expect(TokenKind.RIGHT_PAREN, "@", "timestamp");
            yield start ? new At.Start() : new At.End();
          }
          default -> timestamp(e);
        };
    @Nullable TimeShift shift = shift(e, "@");
    if (shift == null) {
      return e;
    }
    if (shift.at() != null) {
      diagnostics.add(e.position(), "@ <timestamp> may not be set multiple times");
    }
    return shifted(e, new TimeShift(shift.offset(), at));
  }

  private At timestamp(Expr e) {
    boolean negative = tokens.at(TokenKind.MINUS);
    if (negative || tokens.at(TokenKind.PLUS)) {
      tokens.take();
    }
    if (!tokens.at(TokenKind.NUMBER) && !tokens.at(TokenKind.DURATION)) {
      throw tokens.unexpected("@", "timestamp");
    }
    Token token = tokens.take();
    double seconds = 0;
    try {
      seconds = DurationParser.seconds(token);
    } catch (IllegalArgumentException wrong) {
      diagnostics.add(token.position(), String.valueOf(wrong.getMessage()));
    }
    seconds = negative ? -seconds : seconds;
    if (!(Math.abs(seconds) < 0x1p63)) {
      diagnostics.add(
          e.position(), "timestamp out of bounds for @ modifier: " + sixDecimals(seconds));
    }
    double millis = seconds * 1000;
    return new At.Timestamp(millis < 0 ? -Math.round(-millis) : Math.round(millis));
  }

  private static String sixDecimals(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString()
        : Numbers.format(value);
  }

  private Expr edges(Expr e, RangeEdges edges, String name) {
    tokens.take();
    if (!options.extendedRangeSelectors()) {
      diagnostics.add(e.position(), name + " modifier is experimental and not enabled");
      return e;
    }
    Expr.@Nullable VectorSelector selector =
        switch (e) {
          case Expr.VectorSelector v -> v;
          case Expr.MatrixSelector m -> m.selector();
          default -> null;
        };
    if (selector == null) {
      diagnostics.add(
          e.position(),
          e instanceof Expr.Subquery
              ? name + " modifier is not supported for subqueries"
              : name + " modifier not implemented");
      return e;
    }
    if (selector.edges() != RangeEdges.PLAIN && selector.edges() != edges) {
      diagnostics.add(e.position(), "anchored and smoothed modifiers cannot be used together");
    }
    return e instanceof Expr.MatrixSelector m
        ? new Expr.MatrixSelector(selector.withEdges(edges), m.range(), m.position())
        : selector.withEdges(edges);
  }

  private @Nullable TimeShift shift(Expr e, String modifier) {
    return switch (e) {
      case Expr.VectorSelector v -> v.shift();
      case Expr.MatrixSelector m -> m.selector().shift();
      case Expr.Subquery s -> s.shift();
      default -> {
        diagnostics.add(
            e.position(),
            modifier
                + " modifier must be preceded by an instant vector selector or range vector"
                + " selector or a subquery");
        yield null;
      }
    };
  }

  private Expr shifted(Expr e, TimeShift shift) {
    return switch (e) {
      case Expr.VectorSelector v -> v.withShift(shift, spanning(e));
      case Expr.MatrixSelector m ->
          new Expr.MatrixSelector(
              m.selector().withShift(shift, m.selector().position()), m.range(), spanning(e));
      case Expr.Subquery s -> new Expr.Subquery(s.expr(), s.range(), s.step(), shift, spanning(e));
      default -> e;
    };
  }

  private Position spanning(Expr e) {
    return new Position(e.position().start(), tokens.lastEnd());
  }
}
