package io.tributary.streams.template;

/**
 * Finds where a number ends. Generous, as Go's lexer is: what it lets through and is no number, the
 * parser refuses.
 */
final class NumberScan {
  private final String input;
  private int at;

  private NumberScan(String input, int at) {
    this.input = input;
    this.at = at;
  }

  /** Past the number that begins at {@code from}; negated where what follows cannot follow one. */
  static int end(String input, int from) {
    NumberScan scan = new NumberScan(input, from);
    scan.number();
    if (scan.at < input.length() && Lexer.isAlphanumeric(input.codePointAt(scan.at))) {
      return -(scan.at + Character.charCount(input.codePointAt(scan.at)));
    }
    return scan.at;
  }

  private void number() {
    accept("+-");
    String digits = "0123456789_";
    boolean hex = false;
    if (accept("0")) {
      if (accept("xX")) {
        digits = "0123456789abcdefABCDEF_";
        hex = true;
      } else if (accept("oO")) {
        digits = "01234567_";
      } else if (accept("bB")) {
        digits = "01_";
      }
    }
    acceptRun(digits);
    if (accept(".")) {
      acceptRun(digits);
    }
    if (accept(hex ? "pP" : "eE")) {
      accept("+-");
      acceptRun("0123456789_");
    }
  }

  private boolean accept(String valid) {
    if (at < input.length() && valid.indexOf(input.charAt(at)) >= 0) {
      at++;
      return true;
    }
    return false;
  }

  private void acceptRun(String valid) {
    while (accept(valid)) {
      // Each call takes one character.
    }
  }
}
