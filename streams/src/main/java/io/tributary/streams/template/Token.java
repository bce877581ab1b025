package io.tributary.streams.template;

/**
 * One piece of a template's text.
 *
 * @param text as written; of an error, what is wrong
 * @param offset where it begins, in characters
 * @param line where it begins, from 1
 */
record Token(Kind kind, String text, int offset, int line) {
  enum Kind {
    ERROR,
    EOF,
    TEXT,
    LEFT_DELIMITER,
    RIGHT_DELIMITER,
    SPACE,
    ASSIGN,
    DECLARE,
    PIPE,
    LEFT_PAREN,
    RIGHT_PAREN,
    CHARACTER,
    BOOL,
    CHARACTER_CONSTANT,
    NUMBER,
    STRING,
    RAW_STRING,
    FIELD,
    IDENTIFIER,
    VARIABLE,
    DOT,
    NIL,
    BLOCK,
    BREAK,
    CONTINUE,
    DEFINE,
    ELSE,
    END,
    IF,
    RANGE,
    TEMPLATE,
    WITH;

    boolean isKeyword() {
      return compareTo(DOT) >= 0;
    }
  }

  private static final int SHOWN = 10;

  boolean is(Kind other) {
    return kind == other;
  }

  /** As Go's parser names it in its errors. */
  @Override
  public String toString() {
    return switch (kind) {
      case EOF -> "EOF";
      case ERROR -> text;
      default -> {
        if (kind.isKeyword()) {
          yield "<" + text + ">";
        }
        if (text.length() > SHOWN) {
          yield GoQuote.quote(text.substring(0, text.offsetByCodePoints(0, codePointsShown())))
              + "...";
        }
        yield GoQuote.quote(text);
      }
    };
  }

  private int codePointsShown() {
    return Math.min(SHOWN, text.codePointCount(0, text.length()));
  }
}
