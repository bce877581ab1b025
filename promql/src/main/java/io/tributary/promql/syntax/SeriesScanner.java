package io.tributary.promql.syntax;

/** The characters of a series' values, where blanks count; see {@link SeriesValueParser}. */
final class SeriesScanner {
  private final Utf8Cursor in;
  private final Diagnostics diagnostics;

  SeriesScanner(byte[] line, int start, Diagnostics diagnostics) {
    this.in = new Utf8Cursor(line, start);
    this.diagnostics = diagnostics;
  }

  int position() {
    return in.position();
  }

  int peek() {
    return in.peek();
  }

  boolean accept(char c) {
    boolean next = in.peek() == c;
    if (next) {
      in.next();
    }
    return next;
  }

  /** Passes blanks and says whether there were any. */
  boolean blanks() {
    int start = in.position();
    while (Lexer.isSpace(in.peek())) {
      in.next();
    }
    return in.position() > start;
  }

  /** Passes the character twice, if that is next. */
  boolean acceptTwice(char c) {
    if (!accept(c)) {
      return false;
    }
    boolean twice = accept(c);
    if (!twice) {
      in.rewind(1);
    }
    return twice;
  }

  void require(char c) {
    if (!accept(c)) {
      throw unexpected();
    }
  }

  /** A word of letters and underscores; empty where there is none. */
  String word() {
    int start = in.position();
    while (Lexer.isLetter(in.peek())) {
      in.next();
    }
    return in.since(start);
  }

  boolean atNumber() {
    int c = in.peek();
    return Lexer.isDigit(c) || c == '.' || Lexer.isLetter(c);
  }

  /** A number without sign, Inf and NaN included. */
  double number() {
    int start = in.position();
    if (Lexer.isLetter(in.peek())) {
      String word = word();
      if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("nan")) {
        return Numbers.parse(word);
      }
      throw unexpectedWord(start, word);
    }
    String text = digits();
    try {
      return Numbers.parse(text);
    } catch (NumberFormatException e) {
      throw diagnostics.fail(new Position(start, in.position()), String.valueOf(e.getMessage()));
    }
  }

  /** A number with or without sign. */
  double signedNumber() {
    if (accept('-')) {
      return -number();
    }
    accept('+');
    return number();
  }

  /** A whole number with or without sign. */
  int signedInteger() {
    return accept('-') ? -integer("integer") : integer("integer");
  }

  /** A whole number, without sign. */
  int integer(String what) {
    int start = in.position();
    String text = digits();
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw diagnostics.fail(
          new Position(start, in.position()),
          "invalid " + what + " in series values: " + Quoting.string(text));
    }
  }

  private String digits() {
    int start = in.position();
    if (!Lexer.isDigit(in.peek()) && in.peek() != '.') {
      throw unexpected();
    }
    if (!new NumberScanner(in, true).number()) {
      throw diagnostics.fail(
          new Position(start, in.length()),
          "bad number syntax: " + Quoting.string(in.since(start)));
    }
    return in.since(start);
  }

  Diagnostics.Abort unexpectedWord(int start, String word) {
    return diagnostics.fail(
        new Position(start, in.position()),
        "unexpected identifier " + Quoting.string(word) + " in series values");
  }

  /** Complains about the next character; the caller throws what this returns. */
  Diagnostics.Abort unexpected() {
    int start = in.position();
    int c = in.next();
    String what = c == Utf8Cursor.END ? "end of input" : Quoting.string(Character.toString(c));
    return diagnostics.fail(
        new Position(start, in.position()), "unexpected " + what + " in series values");
  }
}
