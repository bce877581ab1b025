package io.tributary.schemas.regex;

/**
 * Bounds what a regular expression costs before it is compiled: repeats of repeats, as in {@code
 * ((a{100}){100}){100}}, make a program of a million steps out of few characters; deep nesting
 * takes the compiler's stack, and steps that take no character the matcher's, which follows them by
 * recursion.
 */
public final class RegexSize {
  private static final long MAX_STEPS = 50_000;

  /**
   * The matcher's stack overflows at some 5,000 where the JVM interprets it, on a stack of 1 MiB.
   */
  private static final long MAX_SILENT_STEPS = 2_500;

  private static final int MAX_DEPTH = 200;

  private final String regex;
  private int i;
  private int depth;

  private RegexSize(String regex) {
    this.regex = regex;
  }

  /**
   * Checks what will be compiled and matched. Lets small expressions pass, and those that are none,
   * which the compiler refuses.
   *
   * @throws IllegalArgumentException where the program would be larger than a limit
   */
  public static void check(String regex) {
    Size size = checkProgram(regex);
    if (size.silent() > MAX_SILENT_STEPS) {
      throw new IllegalArgumentException(
          "regular expression has too many alternatives, groups or optional parts: more than "
              + MAX_SILENT_STEPS
              + " with its repeats written out");
    }
  }

  /**
   * The same for what is compiled only, to see whether it is a regular expression.
   *
   * @throws IllegalArgumentException where the program would be larger than the limit
   */
  public static Size checkProgram(String regex) {
    Size size = new RegexSize(regex).sequence();
    if (size.steps() > MAX_STEPS) {
      throw new IllegalArgumentException(
          "regular expression is too large: it takes more than "
              + MAX_STEPS
              + " steps with its repeats written out");
    }
    return size;
  }

  /**
   * How long a program is.
   *
   * @param silent those of its steps that take no character
   */
  public record Size(long steps, long silent) {
    static final Size NOTHING = new Size(0, 0);
    static final Size CHARACTER = new Size(1, 0);
    static final Size SILENT = new Size(1, 1);

    Size plus(Size other) {
      return new Size(capped(steps + other.steps), capped(silent + other.silent));
    }

    Size times(long times) {
      return new Size(capped(steps * times), capped(silent * times));
    }

    private static long capped(long n) {
      return Math.min(n, MAX_STEPS + 1);
    }
  }

  /** The steps up to the end or a closing parenthesis. */
  private Size sequence() {
    if (++depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "regular expression nests deeper than the limit of " + MAX_DEPTH);
    }
    Size total = Size.NOTHING;
    while (i < regex.length() && regex.charAt(i) != ')') {
      total = total.plus(repeated(atom()));
    }
    depth--;
    return total;
  }

  private Size atom() {
    char c = regex.charAt(i++);
    return switch (c) {
      case '\\' -> {
        boolean edge = i < regex.length() && "AbBzZ".indexOf(regex.charAt(i)) >= 0;
        i++;
        yield edge ? Size.SILENT : Size.CHARACTER;
      }
      case '[' -> {
        skipClass();
        yield Size.CHARACTER;
      }
      case '(' -> {
        Size inside = sequence();
        i++;
        yield inside.plus(Size.SILENT.times(2));
      }
      case '*', '+', '?', '|', '^', '$' -> Size.SILENT;
      default -> Size.CHARACTER;
    };
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

  /**
   * With the atom written out as often as it may be repeated, and each time but the first perhaps
   * left out.
   */
  private Size repeated(Size atom) {
    Size size = atom;
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
      boolean atLeast = regex.substring(i, close).indexOf(',') >= 0;
      size = size.plus(atLeast ? Size.SILENT : Size.NOTHING).times(largest);
      i = close + 1;
    }
    return size;
  }
}
