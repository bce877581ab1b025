package io.tributary.promql.syntax;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tributary.schemas.regex.RegexSize;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a regular expression of a matcher into the cheapest {@link StringMatcher} that does it. It
 * matches whole strings, and its dot any character, an end of line too.
 */
final class RegexMatcher {
  private static final String META = "\\.+*?()|[]{}^$";

  private RegexMatcher() {}

  /**
   * A matcher of whole strings.
   *
   * @throws IllegalArgumentException where it is no regular expression, or too large a one
   */
  static StringMatcher compile(String regex) {
    @Nullable StringMatcher simple = wildcards(regex);
    if (simple != null) {
      return simple;
    }
    RegexSize.checkProgram(regex);
    Pattern pattern;
    try {
      pattern = Pattern.compile(regex, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      // The compiler shows its flag for the dot as part of the expression.
      throw new IllegalArgumentException(String.valueOf(e.getMessage()).replace("`(?s)", "`"), e);
    }
    @Nullable List<String> literals = RegexLiterals.of(regex);
    if (literals != null) {
      return new StringMatcher.Literals(literals);
    }
    RegexSize.check(regex);
    return new StringMatcher.Regex(pattern, literalPrefix(regex));
  }

  /** A matcher where the expression is plain text and at most two {@code .*} or {@code .+}. */
  private static @Nullable StringMatcher wildcards(String regex) {
    List<String> texts = new ArrayList<>();
    List<Integer> least = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      boolean wildcard = regex.startsWith(".*", i) || regex.startsWith(".+", i);
      boolean quantified = i + 2 < regex.length() && "*+?{".indexOf(regex.charAt(i + 2)) >= 0;
      if (wildcard && !quantified) {
        texts.add(text.toString());
        least.add(regex.charAt(i + 1) == '+' ? 1 : 0);
        text.setLength(0);
        i++;
      } else if (META.indexOf(c) >= 0) {
        return null;
      } else {
        text.append(c);
      }
    }
    texts.add(text.toString());
    return switch (least.size()) {
      case 0 -> new StringMatcher.Literals(texts);
      case 1 -> new StringMatcher.Affixes(texts.getFirst(), texts.getLast(), least.getFirst());
      case 2 ->
          texts.getFirst().isEmpty() && texts.getLast().isEmpty()
              ? new StringMatcher.Contains(texts.get(1), least.getFirst(), least.getLast())
              : null;
      default -> null;
    };
  }

  /** The plain text that every match starts with. */
  private static String literalPrefix(String regex) {
    if (hasAlternatives(regex)) {
      return "";
    }
    int end = 0;
    while (end < regex.length() && META.indexOf(regex.charAt(end)) < 0) {
      end++;
    }
    boolean optional = end < regex.length() && "*?{".indexOf(regex.charAt(end)) >= 0;
    if (optional && end > 0) {
      end = regex.offsetByCodePoints(end, -1);
    }
    return regex.substring(0, end);
  }

  /** Whether there is a bar outside groups, or may be one: escapes and classes are not parsed. */
  private static boolean hasAlternatives(String regex) {
    int depth = 0;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '\\' || c == '[') {
        return regex.indexOf('|') >= 0;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == '|' && depth == 0) {
        return true;
      }
    }
    return false;
  }
}
