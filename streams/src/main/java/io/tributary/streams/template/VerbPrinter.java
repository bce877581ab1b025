package io.tributary.streams.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Locale;

/** Prints one argument with one formatting verb of Go. */
final class VerbPrinter {
  private static final int DEFAULT_PRECISION = 6;

  private final FormatSpec spec;
  private final StringBuilder out;

  VerbPrinter(FormatSpec spec, StringBuilder out) {
    this.spec = spec;
    this.out = out;
  }

  void print(int verb, Value value) {
    if (verb == 'v') {
      // Of %+v and %#v the flags ask for names of fields, not for signs.
      spec.plus = false;
    }
    if (verb == 'T') {
      text('s', value.goType());
      return;
    }
    switch (value) {
      case Value.Bool(boolean b) when verb == 't' || verb == 'v' ->
          spec.pad(out, Boolean.toString(b), false);
      case Value.Int(long n) when "vdboOxXcqU".indexOf(verb) >= 0 -> integer((char) verb, n);
      case Value.Span(long n) when "dboOxXcqU".indexOf(verb) >= 0 -> integer((char) verb, n);
      case Value.Named named when "dboOxXcqU".indexOf(verb) >= 0 ->
          integer((char) verb, named.number());
      case Value.Num(double d) when "veEfFgG".indexOf(verb) >= 0 -> number((char) verb, d);
      case Value.Missing _ when verb == 'v' -> spec.pad(out, "<nil>", false);
      case Value.Missing _ -> out.append("%!").appendCodePoint(verb).append("(<nil>)");
      case Value.Text(String t) when "vsxXq".indexOf(verb) >= 0 -> text((char) verb, t);
      case Value.Html(String t) when "vsxXq".indexOf(verb) >= 0 -> text((char) verb, t);
      case Value.Bool _, Value.Int _, Value.Num _, Value.Text _, Value.Html _ -> bad(verb, value);
      case Value.Dict _, Value.Listing _, Value.Sample _, Value.Alert _ when verb == 'v' ->
          spec.pad(out, GoPrinter.plain(value), false);
      case Value.Moment _, Value.Span _, Value.Named _, Value.Histogram _
          when "vsxXq".indexOf(verb) >= 0 ->
          text((char) verb, GoPrinter.plain(value));
      case Value.Dict _,
          Value.Listing _,
          Value.Sample _,
          Value.Alert _,
          Value.Moment _,
          Value.Span _,
          Value.Named _,
          Value.Histogram _ ->
          elements(verb, value);
    }
  }

  /** A verb of elements prints each with it: {@code %s} of a map is that of its values. */
  private void elements(int verb, Value value) {
    if (value instanceof Value.Listing listing) {
      out.append('[');
      String separator = "";
      for (Value item : listing.items()) {
        out.append(separator);
        print(verb, item);
        separator = " ";
      }
      out.append(']');
    } else if (value instanceof Value.Dict dict) {
      out.append("map[");
      String separator = "";
      for (var entry : dict.entries().entrySet()) {
        out.append(separator);
        print(verb, new Value.Text(entry.getKey()));
        out.append(':');
        print(verb, entry.getValue());
        separator = " ";
      }
      out.append(']');
    } else {
      bad(verb, value);
    }
  }

  private void bad(int verb, Value value) {
    out.append("%!")
        .appendCodePoint(verb)
        .append('(')
        .append(value.goType())
        .append('=')
        .append(GoPrinter.plain(value))
        .append(')');
  }

  private void text(char verb, String text) {
    String cut =
        spec.precision == FormatSpec.NONE || spec.precision >= text.codePointCount(0, text.length())
            ? text
            : text.substring(0, text.offsetByCodePoints(0, spec.precision));
    HexFormat hex = spec.space ? HexFormat.ofDelimiter(" ") : HexFormat.of();
    String shown =
        switch (verb) {
          case 'q' -> quoted(cut);
          case 'x' -> hex.formatHex(cut.getBytes(UTF_8));
          case 'X' -> hex.withUpperCase().formatHex(cut.getBytes(UTF_8));
          default -> spec.sharp && verb == 'v' ? GoQuote.quote(cut) : cut;
        };
    spec.pad(out, shown, spec.zero);
  }

  private String quoted(String text) {
    if (spec.sharp && text.indexOf('`') < 0 && text.codePoints().allMatch(GoQuote::printable)) {
      return "`" + text + "`";
    }
    return spec.plus ? GoQuote.quoteAscii(text) : GoQuote.quote(text);
  }

  private void integer(char verb, long value) {
    if (verb == 'c' || verb == 'q' || verb == 'U') {
      character(verb, value);
      return;
    }
    int radix =
        switch (verb) {
          case 'b' -> 2;
          case 'o', 'O' -> 8;
          case 'x', 'X' -> 16;
          default -> 10;
        };
    String digits = Long.toString(value, radix).replace("-", "");
    if (spec.precision != FormatSpec.NONE) {
      digits =
          spec.precision == 0 && value == 0
              ? ""
              : "0".repeat(Math.max(0, spec.precision - digits.length())) + digits;
    }
    String prefix =
        switch (verb) {
          case 'O' -> "0o";
          case 'b' -> spec.sharp ? "0b" : "";
          case 'o' -> spec.sharp ? "0" : "";
          case 'x', 'X' -> spec.sharp ? "0x" : "";
          default -> "";
        };
    String shown = prefix + digits;
    String cased = verb == 'X' ? shown.toUpperCase(Locale.ROOT) : shown;
    if (spec.precision != FormatSpec.NONE) {
      spec.pad(out, spec.sign(value < 0) + cased, false);
    } else {
      spec.padNumber(out, spec.sign(value < 0), cased);
    }
  }

  private void character(char verb, long value) {
    int c =
        value >= 0 && value <= Character.MAX_CODE_POINT && !(value >= 0xd800 && value < 0xe000)
            ? (int) value
            : 0xfffd;
    String shown =
        switch (verb) {
          case 'c' -> Character.toString(c);
          case 'q' -> GoQuote.quoteChar(c, spec.plus);
          default -> {
            String code = "U+%04X".formatted(value);
            yield spec.sharp && GoQuote.printable(c)
                ? code + " '" + Character.toString(c) + "'"
                : code;
          }
        };
    spec.pad(out, shown, false);
  }

  private void number(char verb, double value) {
    char form = verb == 'v' ? 'g' : verb;
    boolean general = form == 'g' || form == 'G';
    int unset = general ? GoFloat.SHORTEST : DEFAULT_PRECISION;
    int precision = spec.precision == FormatSpec.NONE ? unset : spec.precision;
    String shown = GoFloat.format(value, form, precision);
    boolean signed = shown.startsWith("-") || shown.startsWith("+");
    String digits = signed ? shown.substring(1) : shown;
    boolean infinite = Double.isInfinite(value);
    // Of infinity Go always prints the sign, and never fills with zeros.
    String sign = infinite && value > 0 && !spec.space ? "+" : spec.sign(shown.startsWith("-"));
    if (infinite || Double.isNaN(value)) {
      spec.pad(out, sign + digits, false);
    } else {
      spec.padNumber(out, sign, digits);
    }
  }
}
