package io.tributary.promql.syntax;

import org.jspecify.annotations.Nullable;

/** The tokens of a query with one of lookahead, read only when asked for. */
final class TokenStream {
  private final Lexer lexer;
  private final Diagnostics diagnostics;
  private @Nullable Token lookahead;
  private int lastEnd;

  TokenStream(Lexer lexer, Diagnostics diagnostics) {
    this.lexer = lexer;
    this.diagnostics = diagnostics;
  }

  Token peek() {
    Token token = lookahead;
    if (token == null) {
      token = lexer.next();
      lookahead = token;
      if (token.kind() == TokenKind.ERROR) {
        diagnostics.add(token.position(), token.text());
      }
    }
    return token;
  }

  boolean at(TokenKind kind) {
    return peek().kind() == kind;
  }

  Token take() {
    Token token = peek();
    lastEnd = token.end();
    lookahead = null;
    return token;
  }

  /** Where the token that was last taken ends. */
  int lastEnd() {
    return lastEnd;
  }

  /** Takes the next token if it is of the kind. */
  boolean accept(TokenKind kind) {
    boolean next = at(kind);
    if (next) {
      take();
    }
    return next;
  }

  /** Takes the next token, which must be of the kind; see {@link #unexpected}. */
  Token expect(TokenKind kind, String context, String expected) {
    if (!at(kind)) {
      throw unexpected(context, expected);
    }
    return take();
  }

  /** Complains about the next token; the caller throws what this returns. */
  Diagnostics.Abort unexpected(String context, String expected) {
    Token token = peek();
    if (token.kind() == TokenKind.ERROR) {
      return new Diagnostics.Abort();
    }
    String message = "unexpected " + token.describe();
    if (!context.isEmpty()) {
      message += " in " + context;
    }
    if (!expected.isEmpty()) {
      message += ", expected " + expected;
    }
    return diagnostics.fail(token.position(), message);
  }

  /** Complains about the next token where no piece of the language fits. */
  Diagnostics.Abort unexpected() {
    return unexpected("", "");
  }
}
