package io.tributary.promql.syntax;

/**
 * Bounds what a regular expression costs before it is compiled: repeats of repeats, as in {@code
 * ((a{100}){100}){100}}, make a program of a million steps out of few characters, and deep nesting
 * takes the compiler's stack.
 */
final class RegexSize {
  private static final long MAX_STEPS = 50_000;
  private static final int MAX_DEPTH = 200;

  private final String regex;
  private int i;
  private int depth;

  private RegexSize(String regex) {
    this.regex = regex;
  }

  /**
   * Lets small expressions pass, and those that are none, which the compiler refuses.
   *
   * @throws IllegalArgumentException where the program would be larger than the limit
   */
  static void check(String regex) {
    long steps = new RegexSize(regex).sequence();
    if (steps > MAX_STEPS) {
      throw new IllegalArgumentException(
          "regular expression is too large: it takes more than "
              + MAX_STEPS
              + " steps with its repeats written out");
    }
  }

  /** The steps up to the end or a closing parenthesis. */
  private long sequence() {
    if (++depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "regular expression nests deeper than the limit of " + MAX_DEPTH);
    }
    long total = 0;
    while (i < regex.length() && regex.charAt(i) != ')') {
      total += atom() * repeats() + 1;
      total = Math.min(total, MAX_STEPS + 1);
    }
    depth--;
    return total;
  }

  private long atom() {
    char c = regex.charAt(i++);
    switch (c) {
      case '\\' -> i++;
      case '[' -> skipClass();
      case '(' -> {
        long steps = sequence() + 2;
        i++;
        return steps;
      }
      default -> {}
    }
    return 1;
  }

  private void skipClass() {
    int first = i;
    while (i < regex.length() && (regex.charAt(i) != ']' || i == first)) {
      if (regex.charAt(i) == '^' && i == first) {
        first++;
      }
      i += regex.charAt(i) == '\\' ? 2 : 1;
    }
    i++;
  }

  /** How often the atom before is written out: the largest number of {@code {n,m}}, else once. */
  private long repeats() {
    long times = 1;
    while (i < regex.length() && regex.charAt(i) == '{') {
      int close = regex.indexOf('}', i);
      if (close < 0) {
        break;
      }
      long largest = 1;
      for (String number : regex.substring(i + 1, close).split(",", -1)) {
        if (number.matches("[0-9]{1,9}")) {
          largest = Math.max(largest, Long.parseLong(number) + 1);
        }
      }
      times = Math.min(times * largest, MAX_STEPS + 1);
      i = close + 1;
    }
    return times;
  }
}
