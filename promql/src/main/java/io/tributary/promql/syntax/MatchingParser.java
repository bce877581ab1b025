package io.tributary.promql.syntax;

import io.tributary.promql.syntax.VectorMatching.Cardinality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses what may stand behind a binary operator: {@code bool}, matching, grouping and fill. */
final class MatchingParser {
  private final TokenStream tokens;
  private final Diagnostics diagnostics;
  private final SelectorParser selectors;

  MatchingParser(TokenStream tokens, Diagnostics diagnostics, SelectorParser selectors) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.selectors = selectors;
  }

  /** An operator's modifiers, before it is known what it operates on. */
  record Written(boolean returnBool, VectorMatching matching) {
    boolean fills() {
      return matching.fillLeft() != null || matching.fillRight() != null;
    }

    /** The operation. A matching that has no place there is kept for the type check to refuse. */
    Expr.Binary binary(BinaryOp op, Expr left, Expr right, boolean vectors) {
      if (!vectors) {
        boolean refused = !matching.labels().isEmpty() || fills();
        return new Expr.Binary(op, left, right, returnBool, refused ? matching : null);
      }
      boolean manyToMany = op.isSet() && matching.cardinality() == Cardinality.ONE_TO_ONE;
      VectorMatching effective =
          manyToMany ? matching.withCardinality(Cardinality.MANY_TO_MANY) : matching;
      return new Expr.Binary(op, left, right, returnBool, effective);
    }
  }

  Written modifiers() {
    boolean returnBool = tokens.accept(TokenKind.BOOL);
    Cardinality cardinality = Cardinality.ONE_TO_ONE;
    List<String> labels = List.of();
    List<String> include = List.of();
    boolean on = tokens.at(TokenKind.ON);
    if (on || tokens.at(TokenKind.IGNORING)) {
      tokens.take();
      labels = selectors.labels();
      boolean left = tokens.at(TokenKind.GROUP_LEFT);
      if (left || tokens.at(TokenKind.GROUP_RIGHT)) {
        tokens.take();
        cardinality = left ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
        include = tokens.at(TokenKind.LEFT_PAREN) ? selectors.labels() : List.of();
      }
    }
    @Nullable Double fillLeft = null;
    @Nullable Double fillRight = null;
    if (tokens.accept(TokenKind.FILL)) {
      fillLeft = fillRight = fillValue();
    } else {
      while (tokens.at(TokenKind.FILL_LEFT) || tokens.at(TokenKind.FILL_RIGHT)) {
        boolean left = tokens.at(TokenKind.FILL_LEFT);
        if ((left ? fillLeft : fillRight) != null) {
          throw tokens.unexpected();
        }
        tokens.take();
        Double value = fillValue();
        fillLeft = left ? value : fillLeft;
        fillRight = left ? fillRight : value;
      }
    }
    return new Written(
        returnBool, new VectorMatching(cardinality, on, labels, include, fillLeft, fillRight));
  }

  private Double fillValue() {
    tokens.expect(TokenKind.LEFT_PAREN, "", "");
    boolean negative = tokens.at(TokenKind.MINUS);
    if (negative || tokens.at(TokenKind.PLUS)) {
      tokens.take();
    }
    if (!tokens.at(TokenKind.NUMBER) && !tokens.at(TokenKind.DURATION)) {
      throw tokens.unexpected();
    }
    Token number = tokens.take();
    double value = 0;
    try {
      value = DurationParser.seconds(number);
    } catch (IllegalArgumentException e) {
      diagnostics.add(number.position(), String.valueOf(e.getMessage()));
    }
    tokens.expect(TokenKind.RIGHT_PAREN, "", "");
    return negative ? -value : value;
  }
}
