package io.tributary.promql.syntax;

import java.nio.charset.StandardCharsets;

/**
 * Cuts a query into tokens. What a character means depends on whether it stands in braces, at the
 * start of brackets, or elsewhere. After an error there are only more errors.
 */
final class Lexer {
  /** Where the next token stands. */
  private enum Place {
    EXPRESSION,
    BRACES,
    /** After a left bracket, up to the first number in it. */
    BRACKET_START
  }

  private final Utf8Cursor in;
  private Place place = Place.EXPRESSION;
  private int start;
  private int parenDepth;
  private boolean bracketOpen;
  private boolean colonSeen;

  Lexer(byte[] utf8) {
    this.in = new Utf8Cursor(utf8);
  }

  Lexer(String text) {
    this(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The next token, comments left out; for ever the end of input after the last. */
  Token next() {
    while (true) {
      while (isSpace(in.peek())) {
        in.next();
      }
      start = in.position();
      if (in.peek() != '#' || place == Place.BRACKET_START) {
        return switch (place) {
          case EXPRESSION -> inExpression();
          case BRACES -> inBraces();
          case BRACKET_START -> atBracketStart();
        };
      }
      skipLine();
    }
  }

  private void skipLine() {
    int c;
    do {
      c = in.next();
    } while (c != '\n' && c != '\r' && c != Utf8Cursor.END);
  }

  private Token inExpression() {
    int c = in.next();
    return switch (c) {
      case Utf8Cursor.END -> endOfInput();
      case ',' -> token(TokenKind.COMMA);
      case '*' -> token(TokenKind.TIMES);
      case '/' -> token(TokenKind.SLASH);
      case '%' -> token(TokenKind.PERCENT);
      case '+' -> token(TokenKind.PLUS);
      case '-' -> token(TokenKind.MINUS);
      case '^' -> token(TokenKind.CARET);
      case '@' -> token(TokenKind.AT);
      case '=' -> {
        if (in.peek() == '~') {
          yield error("unexpected character after '=': '~'");
        }
        yield token(in.accept("=") ? TokenKind.EQUAL_EQUAL : TokenKind.EQUAL);
      }
      case '!' -> {
        int after = in.next();
        yield after == '='
            ? token(TokenKind.NOT_EQUAL)
            : error("unexpected character after '!': " + Quoting.character(after));
      }
      case '<' -> oneOf(TokenKind.LESS, TokenKind.LESS_EQUAL, TokenKind.TRIM_UPPER);
      case '>' -> oneOf(TokenKind.GREATER, TokenKind.GREATER_EQUAL, TokenKind.TRIM_LOWER);
      case '"', '\'', '`' -> string(c);
      case '(' -> leftParen();
      case ')' -> rightParen();
      case '{' -> {
        place = Place.BRACES;
        yield token(TokenKind.LEFT_BRACE);
      }
      case '[' -> leftBracket();
      case ']' -> rightBracket();
      default -> {
        if (isDigit(c) || (c == '.' && isDigit(in.peek()))) {
          yield number();
        }
        if (isLetter(c) || c == ':') {
          yield bracketOpen ? wordInBrackets(c) : word();
        }
        yield error("unexpected character: " + Quoting.character(c));
      }
    };
  }

  private Token endOfInput() {
    if (parenDepth > 0) {
      return error("unclosed left parenthesis");
    }
    return bracketOpen ? error("unclosed left bracket") : token(TokenKind.END_OF_INPUT);
  }

  private Token oneOf(TokenKind alone, TokenKind withEqual, TokenKind withSlash) {
    if (in.accept("=")) {
      return token(withEqual);
    }
    return token(in.accept("/") ? withSlash : alone);
  }

  private Token leftParen() {
    parenDepth++;
    return token(TokenKind.LEFT_PAREN);
  }

  private Token rightParen() {
    if (parenDepth == 0) {
      start = in.position();
      return error("unexpected right parenthesis ')'");
    }
    parenDepth--;
    return token(TokenKind.RIGHT_PAREN);
  }

  private Token leftBracket() {
    if (bracketOpen) {
      return error("unexpected left bracket '['");
    }
    bracketOpen = true;
    colonSeen = false;
    place = Place.BRACKET_START;
    return token(TokenKind.LEFT_BRACKET);
  }

  private Token rightBracket() {
    if (!bracketOpen) {
      return error("unexpected right bracket ']'");
    }
    bracketOpen = false;
    place = Place.EXPRESSION;
    return token(TokenKind.RIGHT_BRACKET);
  }

  private Token wordInBrackets(int first) {
    if (first == ':') {
      if (colonSeen) {
        return error("unexpected colon ':'");
      }
      colonSeen = true;
      return token(TokenKind.COLON);
    }
    TokenKind kind = durationWord();
    return kind != TokenKind.ERROR
        ? token(kind)
        : error("unexpected character: " + Quoting.character(first) + ", expected ':'");
  }

  private Token atBracketStart() {
    int c = in.next();
    return switch (c) {
      case Utf8Cursor.END -> error("unexpected end of input in duration expression");
      case ']' -> rightBracket();
      case ':' -> {
        start = in.position();
        yield error("unexpected colon before duration in duration expression");
      }
      case '(' -> leftParen();
      case ')' -> rightParen();
      case '+' -> token(TokenKind.PLUS);
      case '-' -> token(TokenKind.MINUS);
      case '*' -> token(TokenKind.TIMES);
      case '/' -> token(TokenKind.SLASH);
      case '%' -> token(TokenKind.PERCENT);
      case '^' -> token(TokenKind.CARET);
      case ',' -> token(TokenKind.COMMA);
      default -> {
        if (isDigit(c) || (c == '.' && isDigit(in.peek()))) {
          place = Place.EXPRESSION;
          yield number();
        }
        TokenKind kind = isLetter(c) ? durationWord() : TokenKind.ERROR;
        if (kind == TokenKind.ERROR) {
          yield error("unexpected character in duration expression: " + Quoting.character(c));
        }
        if (kind == TokenKind.STEP || kind == TokenKind.RANGE) {
          place = Place.EXPRESSION;
        }
        yield token(kind);
      }
    };
  }

  /** The rest of a word that may stand in a duration expression, else an error. */
  private TokenKind durationWord() {
    passWord();
    TokenKind kind = TokenKind.ofWord(in.since(start));
    return switch (kind) {
      case STEP, RANGE, MIN_OF, MAX_OF -> kind;
      default -> TokenKind.ERROR;
    };
  }

  private Token inBraces() {
    int c = in.next();
    return switch (c) {
      case Utf8Cursor.END -> error("unexpected end of input inside braces");
      case ',' -> token(TokenKind.COMMA);
      case '"', '\'', '`' -> string(c);
      case '=' -> token(in.accept("~") ? TokenKind.REGEX : TokenKind.EQUAL);
      case '!' -> {
        int after = in.next();
        yield switch (after) {
          case '~' -> token(TokenKind.NOT_REGEX);
          case '=' -> token(TokenKind.NOT_EQUAL);
          default ->
              error("unexpected character after '!' inside braces: " + Quoting.character(after));
        };
      }
      case '{' -> error("unexpected left brace '{'");
      case '}' -> {
        place = Place.EXPRESSION;
        yield token(TokenKind.RIGHT_BRACE);
      }
      default -> {
        if (isLetter(c)) {
          passWord();
          yield token(TokenKind.IDENTIFIER);
        }
        yield error("unexpected character inside braces: " + Quoting.character(c));
      }
    };
  }

  private Token number() {
    in.backUp();
    TokenKind kind = new NumberScanner(in).scan();
    return kind != TokenKind.ERROR
        ? token(kind)
        : error("bad number or duration syntax: " + Quoting.string(in.since(start)));
  }

  private Token string(int quote) {
    String wrong = new StringScanner(in, quote).scan();
    return wrong.isEmpty() ? token(TokenKind.STRING) : error(wrong);
  }

  private Token word() {
    int c;
    do {
      c = in.next();
    } while (isAlphanumeric(c) || c == ':');
    in.backUp();
    TokenKind kind = TokenKind.ofWord(in.since(start));
    boolean fill =
        kind == TokenKind.FILL || kind == TokenKind.FILL_LEFT || kind == TokenKind.FILL_RIGHT;
    // Metrics may be called so: these are words of the language only before a value.
    return token(fill && !isParenNext() ? TokenKind.IDENTIFIER : kind);
  }

  private boolean isParenNext() {
    int spaces = 0;
    int c = in.next();
    while (isSpace(c)) {
      spaces++;
      c = in.next();
    }
    in.backUp();
    in.rewind(spaces);
    return c == '(';
  }

  private void passWord() {
    while (isAlphanumeric(in.peek())) {
      in.next();
    }
  }

  private Token token(TokenKind kind) {
    return new Token(kind, start, in.position(), in.since(start));
  }

  private Token error(String message) {
    return new Token(TokenKind.ERROR, start, in.length(), message);
  }

  static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(int c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isAlphanumeric(int c) {
    return isLetter(c) || isDigit(c);
  }
}
