package io.tributary.streams.template;

import io.tributary.streams.template.Token.Kind;
import java.util.List;

/** Walks along the tokens of one template, and makes its complaints. */
final class TokenCursor {
  private final String templateName;
  private final List<Token> tokens;
  private int at;
  private int furthest;

  /** The line where the action being parsed begins; 0 outside of actions. */
  private int actionLine;

  TokenCursor(String templateName, List<Token> tokens) {
    this.templateName = templateName;
    this.tokens = tokens;
  }

  Token next() {
    Token token = peek();
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  Token peek() {
    furthest = Math.max(furthest, at);
    return tokens.get(at);
  }

  Token nextNonSpace() {
    skipSpace();
    return next();
  }

  Token peekNonSpace() {
    skipSpace();
    return peek();
  }

  private void skipSpace() {
    while (peek().is(Kind.SPACE)) {
      at++;
    }
  }

  /** A place to go {@link #back} to. */
  int mark() {
    return at;
  }

  void back(int mark) {
    at = mark;
  }

  void beginAction(int line) {
    actionLine = line;
  }

  void endAction() {
    actionLine = 0;
  }

  Token expect(Kind kind, String context) {
    Token token = nextNonSpace();
    if (!token.is(kind)) {
      throw unexpected(token, context);
    }
    return token;
  }

  TemplateException unexpected(Token token, String context) {
    if (!token.is(Kind.ERROR)) {
      return error("unexpected " + token + " in " + context);
    }
    String extra = "";
    if (actionLine != 0 && actionLine != token.line()) {
      extra = " in action started at " + templateName + ":" + actionLine;
      if (token.text().endsWith(" action")) {
        extra = extra.substring(" in action".length());
      }
    }
    return error(token + extra);
  }

  TemplateException error(String reason) {
    int line = tokens.get(furthest).line();
    return new TemplateException("template: " + templateName + ":" + line + ": " + reason, line);
  }
}
