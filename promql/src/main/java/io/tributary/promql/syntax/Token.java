package io.tributary.promql.syntax;

/** A piece of a query, with its text; for an error, the text says what is wrong. */
record Token(TokenKind kind, int start, int end, String text) {
  private static final int SHOWN_CHARACTERS = 10;

  Position position() {
    return new Position(start, end);
  }

  /** The token as errors name it. */
  String describe() {
    return switch (kind.group) {
      case OPERATOR -> "<op:" + text + ">";
      case AGGREGATION -> "<aggr:" + text + ">";
      case KEYWORD -> "<" + text + ">";
      case PUNCTUATION, WORD -> Quoting.string(text);
      case NAME -> kind.description() + " " + Quoting.string(text);
      case OTHER ->
          kind == TokenKind.END_OF_INPUT
              ? kind.description()
              : kind.description() + " " + shortened();
    };
  }

  private String shortened() {
    if (text.codePointCount(0, text.length()) <= SHOWN_CHARACTERS) {
      return Quoting.string(text);
    }
    int end = text.offsetByCodePoints(0, SHOWN_CHARACTERS);
    return Quoting.string(text.substring(0, end)) + "...";
  }
}
