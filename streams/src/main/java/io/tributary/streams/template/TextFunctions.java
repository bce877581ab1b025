package io.tributary.streams.template;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tributary.schemas.regex.RegexSize;
import java.util.List;

/** Prometheus's functions on texts. */
final class TextFunctions {
  static final List<Function> ALL =
      List.of(
          text("title", LetterCase::title),
          text("toUpper", LetterCase::upper),
          text("toLower", LetterCase::lower),
          text("stripPort", HostPort::withoutPort),
          text("stripDomain", HostPort::withoutDomain),
          text("urlQueryEscape", Escaping::urlQuery),
          text("graphLink", expr -> link(expr, 0)),
          text("tableLink", expr -> link(expr, 1)),
          Function.of("safeHtml", (a, _) -> new Value.Html(arg(a, 0)), ArgType.STRING),
          Function.of(
              "match",
              (a, _) -> new Value.Bool(pattern(arg(a, 0), "").matcher(arg(a, 1)).find()),
              ArgType.STRING,
              ArgType.STRING),
          Function.of(
              "reReplaceAll",
              (a, _) -> new Value.Text(replaceAll(arg(a, 0), arg(a, 1), arg(a, 2))),
              ArgType.STRING,
              ArgType.STRING,
              ArgType.STRING),
          Function.of("externalURL", (_, e) -> new Value.Text(e.externalUrl())),
          Function.of("pathPrefix", (_, e) -> new Value.Text(HostPort.pathOf(e.externalUrl()))));

  private TextFunctions() {}

  private interface TextToText {
    String apply(String text);
  }

  private static Function text(String name, TextToText body) {
    return Function.of(name, (a, _) -> new Value.Text(body.apply(arg(a, 0))), ArgType.STRING);
  }

  private static String arg(List<Value> arguments, int i) {
    return ((Value.Text) arguments.get(i)).text();
  }

  private static String link(String expr, int tab) {
    return "/graph?g0.expr=" + Escaping.urlQuery(expr) + "&g0.tab=" + tab;
  }

  private static Pattern pattern(String regex, String prefix) throws FunctionException {
    try {
      RegexSize.check(regex);
      return Pattern.compile(regex);
    } catch (IllegalArgumentException | PatternSyntaxException e) {
      throw new FunctionException(prefix + e.getMessage());
    }
  }

  private static String replaceAll(String regex, String replacement, String text)
      throws FunctionException {
    Pattern pattern = pattern(regex, "regexp: Compile(`" + regex + "`): ");
    return new RegexReplacement(pattern, replacement).in(text);
  }
}
