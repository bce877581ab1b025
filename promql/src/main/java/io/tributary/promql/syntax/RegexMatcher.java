package io.tributary.promql.syntax;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Turns a regular expression of a matcher into the cheapest {@link StringMatcher} that does it. */
final class RegexMatcher {
  private RegexMatcher() {}

  /**
   * A matcher of whole strings; a dot matches a line's end too.
   *
   * @throws IllegalArgumentException where it is no regular expression
   */
  static StringMatcher compile(String regex) {
    try {
      return new StringMatcher.Regex(Pattern.compile("(?s:" + regex + ")"), "");
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
