package io.tributary.streams.template;

import java.util.List;

/** One call of {@code printf}: Go's verbs, flags, widths, precisions and argument indexes. */
final class Formatting {
  /** Go's own limit of a width or a precision. */
  private static final int MAX_NUMBER = 1_000_000;

  private final String format;
  private final List<Value> arguments;
  private final int limit;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int argument;
  private boolean reordered;

  private Formatting(String format, List<Value> arguments, int limit) {
    this.format = format;
    this.arguments = arguments;
    this.limit = limit;
  }

  /**
   * The formatted text; what is wrong with the format stands in it as Go writes it there.
   *
   * @param limit how many characters it may have
   */
  static String sprintf(String format, List<Value> arguments, int limit) throws FunctionException {
    Formatting formatting = new Formatting(format, arguments, limit);
    formatting.run();
    return formatting.out.toString();
  }

  private void run() throws FunctionException {
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      int end = percent < 0 ? format.length() : percent;
      out.append(format, at, end);
      at = end;
      if (percent >= 0) {
        at++;
        directive();
      }
      if (out.length() > limit) {
        throw new FunctionException("output is longer than " + limit + " characters");
      }
    }
    if (!reordered && argument < arguments.size()) {
      extra();
    }
  }

  private void directive() throws FunctionException {
    FormatSpec spec = new FormatSpec();
    while (at < format.length() && spec.flag(format.charAt(at))) {
      at++;
    }
    boolean badIndex = !index();
    if (peek() == '*') {
      at++;
      spec.width = starred();
      if (spec.width == FormatSpec.NONE) {
        out.append("%!(BADWIDTH)");
      } else if (spec.width < 0) {
        spec.left = true;
        spec.zero = false;
        spec.width = -spec.width;
      }
    } else {
      spec.width = number();
    }
    if (peek() == '.') {
      at++;
      badIndex |= !index();
      precision(spec);
    }
    badIndex |= !index();
    verb(spec, badIndex);
  }

  private void precision(FormatSpec spec) {
    if (peek() == '*') {
      at++;
      spec.precision = starred();
      if (spec.precision < 0) {
        out.append("%!(BADPREC)");
        spec.precision = FormatSpec.NONE;
      }
    } else {
      spec.precision = Math.max(0, number());
    }
  }

  private void verb(FormatSpec spec, boolean badIndex) throws FunctionException {
    if (at >= format.length()) {
      out.append("%!(NOVERB)");
      return;
    }
    if (Math.max(spec.width, spec.precision) > limit) {
      throw new FunctionException("width or precision is larger than " + limit);
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    if (verb == '%') {
      out.append('%');
    } else if (badIndex) {
      out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
    } else if (argument >= arguments.size()) {
      out.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      new VerbPrinter(spec, out).print(verb, arguments.get(argument++));
    }
  }

  /** Takes an explicit index such as {@code [2]}, if one is here; false where it is not valid. */
  private boolean index() {
    if (peek() != '[') {
      return true;
    }
    reordered = true;
    int close = format.indexOf(']', at);
    if (close < 0) {
      at++;
      return false;
    }
    String digits = format.substring(at + 1, close);
    at = close + 1;
    if (!digits.matches("\\d{1,6}")) {
      return false;
    }
    int index = Integer.parseInt(digits) - 1;
    if (index < 0 || index >= arguments.size()) {
      return false;
    }
    argument = index;
    return true;
  }

  /** The next argument as a width or precision; {@code NONE} where it is not a number of use. */
  private int starred() {
    if (argument < arguments.size()
        && arguments.get(argument++) instanceof Value.Int(long value)
        && Math.abs(value) <= MAX_NUMBER) {
      return (int) value;
    }
    return FormatSpec.NONE;
  }

  private int number() {
    int from = at;
    int value = 0;
    while (at < format.length() && Character.isDigit(format.charAt(at)) && value <= MAX_NUMBER) {
      value = value * 10 + Character.digit(format.charAt(at++), 10);
    }
    return at == from || value > MAX_NUMBER ? FormatSpec.NONE : value;
  }

  private char peek() {
    return at < format.length() ? format.charAt(at) : 0;
  }

  private void extra() {
    out.append("%!(EXTRA ");
    String separator = "";
    for (Value value : arguments.subList(argument, arguments.size())) {
      out.append(separator);
      if (value instanceof Value.Missing) {
        out.append("<nil>");
      } else {
        out.append(value.goType()).append('=').append(GoPrinter.plain(value));
      }
      separator = ", ";
    }
    out.append(')');
  }
}
