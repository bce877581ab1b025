package io.tributary.promql.syntax;

/** Finds the end of a number or duration; whether its value makes sense is seen later. */
final class NumberScanner {
  private static final String DIGITS = "0123456789";
  private static final String HEX_DIGITS = "0123456789abcdefABCDEF";

  private final Utf8Cursor in;
  private final boolean inSeries;

  NumberScanner(Utf8Cursor in) {
    this(in, false);
  }

  /**
   * @param inSeries whether it is a series description, where an x repeats a value and so makes no
   *     number hexadecimal
   */
  NumberScanner(Utf8Cursor in, boolean inSeries) {
    this.in = in;
    this.inSeries = inSeries;
  }

  /**
   * Moves behind a number, or a duration; where there is neither, behind the character that shows
   * it.
   *
   * @return the kind of what was passed: number, duration or error
   */
  TokenKind scan() {
    if (number()) {
      return TokenKind.NUMBER;
    }
    if (restOfDuration()) {
      in.backUp();
      return TokenKind.DURATION;
    }
    return TokenKind.ERROR;
  }

  /** Moves behind a number and says whether there was one. */
  boolean number() {
    int start = in.position();
    String digits = DIGITS;
    if (!inSeries && in.accept("0") && in.accept("xX")) {
      in.accept("_");
      digits = HEX_DIGITS;
    }
    in.accept(".");
    in.accept(digits);
    boolean dot = false;
    boolean exponent = false;
    String more = digits + "._eE";
    while (in.isNext(more)) {
      if (in.accept(".")) {
        if (dot || in.accept("_.") || digits.equals(HEX_DIGITS)) {
          return false;
        }
        dot = true;
      } else if (digits.equals(DIGITS) && in.accept("eE")) {
        if (exponent) {
          return false;
        }
        exponent = true;
        in.accept("+-");
        if (in.accept("._eE") || in.peek() == Utf8Cursor.END) {
          return false;
        }
      } else if (in.accept("_")) {
        if (in.accept("._eE") || in.peek() == Utf8Cursor.END) {
          return false;
        }
      } else {
        in.accept(digits);
      }
    }
    int after = in.peek();
    boolean ended = !Lexer.isAlphanumeric(after) || (inSeries && after == 'x');
    return in.position() > start && ended;
  }

  /** After the digits: a unit, and more digits and units; reads one character beyond. */
  private boolean restOfDuration() {
    if (!in.accept("smhdwy")) {
      return false;
    }
    in.accept("s");
    while (in.accept(DIGITS)) {
      while (in.isNext(DIGITS)) {
        in.accept(DIGITS);
      }
      if (!in.accept("smhdw")) {
        return false;
      }
      in.accept("s");
    }
    return !Lexer.isAlphanumeric(in.next());
  }
}
