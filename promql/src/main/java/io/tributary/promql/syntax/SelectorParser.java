package io.tributary.promql.syntax;

import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses what stands in braces: matchers, and in lists of labels. */
final class SelectorParser {
  private static final String MATCHING = "label matching";
  private static final String GROUPING = "grouping opts";

  private final TokenStream tokens;
  private final Diagnostics diagnostics;
  private final ParserOptions options;

  SelectorParser(TokenStream tokens, Diagnostics diagnostics, ParserOptions options) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.options = options;
  }

  /** A selector by matchers alone. */
  Expr.VectorSelector unnamed() {
    return matchers("", tokens.peek().position());
  }

  /** The selector whose name has been taken. */
  Expr.VectorSelector named(Token name) {
    if (tokens.at(TokenKind.LEFT_BRACE)) {
      return matchers(name.text(), name.position());
    }
    return new Expr.VectorSelector(
        name.text(),
        List.of(Matcher.equal(Labels.NAME, name.text())),
        TimeShift.NONE,
        RangeEdges.PLAIN,
        false,
        name.position());
  }

  private Expr.VectorSelector matchers(String name, Position start) {
    tokens.expect(TokenKind.LEFT_BRACE, "", "");
    List<Matcher> matchers = new ArrayList<>();
    while (!tokens.at(TokenKind.RIGHT_BRACE)) {
      matchers.add(matcher());
      if (!tokens.accept(TokenKind.COMMA) && !tokens.at(TokenKind.RIGHT_BRACE)) {
        throw tokens.unexpected(MATCHING, "\",\" or \"}\"");
      }
    }
    if (!name.isEmpty()) {
      matchers.add(Matcher.equal(Labels.NAME, name));
    }
    tokens.take();
    Position position = new Position(start.start(), tokens.lastEnd());
    return new Expr.VectorSelector(
        name, matchers, TimeShift.NONE, RangeEdges.PLAIN, false, position);
  }

  private Matcher matcher() {
    Token label = tokens.peek();
    boolean quoted = label.kind() == TokenKind.STRING;
    if (!quoted && label.kind() != TokenKind.IDENTIFIER) {
      throw tokens.unexpected(MATCHING, "identifier or \"}\"");
    }
    tokens.take();
    String name = quoted ? StringLiterals.unquote(label.text()) : label.text();
    Matcher.@Nullable Type type = comparison();
    if (type == null) {
      if (quoted) {
        return Matcher.equal(Labels.NAME, name);
      }
      throw tokens.unexpected(MATCHING, "label matching operator");
    }
    tokens.take();
    Token value = tokens.expect(TokenKind.STRING, MATCHING, "string");
    return matcher(
        type,
        name,
        StringLiterals.unquote(value.text()),
        Position.spanning(label.position(), value.position()));
  }

  private Matcher.@Nullable Type comparison() {
    return switch (tokens.peek().kind()) {
      case EQUAL -> Matcher.Type.EQUAL;
      case NOT_EQUAL -> Matcher.Type.NOT_EQUAL;
      case REGEX -> Matcher.Type.REGEX;
      case NOT_REGEX -> Matcher.Type.NOT_REGEX;
      default -> null;
    };
  }

  private Matcher matcher(Matcher.Type type, String name, String value, Position position) {
    if (type.isRegex() && value.length() > options.maxRegexLength()) {
      diagnostics.add(
          position,
          "regular expression of %d characters for label %s is longer than the limit of %d"
              .formatted(value.length(), Quoting.string(name), options.maxRegexLength()));
      return Matcher.equal(name, value);
    }
    try {
      return Matcher.of(type, name, value);
    } catch (IllegalArgumentException e) {
      diagnostics.add(position, String.valueOf(e.getMessage()));
      return Matcher.equal(name, value);
    }
  }

  /** Labels in parentheses, as after {@code by} or {@code on}. */
  List<String> labels() {
    tokens.expect(TokenKind.LEFT_PAREN, GROUPING, "\"(\"");
    List<String> labels = new ArrayList<>();
    while (!tokens.at(TokenKind.RIGHT_PAREN)) {
      labels.add(label());
      if (!tokens.accept(TokenKind.COMMA) && !tokens.at(TokenKind.RIGHT_PAREN)) {
        throw tokens.unexpected(GROUPING, "\",\" or \")\"");
      }
    }
    tokens.take();
    return labels;
  }

  private String label() {
    Token token = tokens.peek();
    if (token.kind().isLabelName()) {
      return tokens.take().text();
    }
    if (token.kind() != TokenKind.STRING) {
      throw tokens.unexpected(GROUPING, "label");
    }
    String label = StringLiterals.unquote(tokens.take().text());
    if (label.isEmpty()) {
      diagnostics.add(token.position(), "invalid label name for grouping: \"\"");
    }
    return label;
  }
}
