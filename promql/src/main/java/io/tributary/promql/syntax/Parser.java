package io.tributary.promql.syntax;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads queries. Immutable and thread-safe: one parser serves any number of threads. */
public final class Parser {
  private final ParserOptions options;

  public Parser(ParserOptions options) {
    this.options = options;
  }

  /**
   * The expression that the query spells, type-checked.
   *
   * @throws ParseException where it spells none, with all errors found
   */
  public Expr parse(String query) {
    return parse(query.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #parse(String)}, of UTF-8 that need not be well-formed. */
  public Expr parse(byte[] utf8) {
    Diagnostics diagnostics = new Diagnostics();
    checkLength(utf8, diagnostics);
    try {
      Expr expr = new ExprParser(new Lexer(utf8), diagnostics, options).query();
      if (diagnostics.isEmpty()) {
        new TypeChecker(diagnostics, utf8).check(expr, options.maxHeight());
      }
      if (diagnostics.isEmpty()) {
        return expr;
      }
    } catch (Diagnostics.Abort abort) {
      // What is wrong is in the diagnostics.
    }
    throw new ParseException(text(utf8), diagnostics.errors());
  }

  /**
   * The matchers of a selector such as {@code up{job="node"}}, which may select everything.
   *
   * @throws ParseException where the text is no selector
   */
  public List<Matcher> parseSelector(String selector) {
    byte[] utf8 = selector.getBytes(StandardCharsets.UTF_8);
    Diagnostics diagnostics = new Diagnostics();
    checkLength(utf8, diagnostics);
    try {
      List<Matcher> matchers =
          new ExprParser(new Lexer(utf8), diagnostics, options).selectorOnly().matchers();
      if (diagnostics.isEmpty()) {
        return matchers;
      }
    } catch (Diagnostics.Abort abort) {
      // What is wrong is in the diagnostics.
    }
    throw new ParseException(selector, diagnostics.errors());
  }

  private void checkLength(byte[] utf8, Diagnostics diagnostics) {
    if (utf8.length > options.maxQueryBytes()) {
      diagnostics.add(
          new Position(0, 0),
          "query of %d bytes is longer than the limit of %d"
              .formatted(utf8.length, options.maxQueryBytes()));
      throw new ParseException("", diagnostics.errors());
    }
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
