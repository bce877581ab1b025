package io.tributary.streams.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/**
 * Replaces matches as Go does: {@code $1}, {@code ${1}} and {@code $name} stand for groups, the
 * name being as long as it can be, {@code $$} for a dollar, and a group that does not exist for
 * nothing.
 */
final class RegexReplacement {
  private final Pattern pattern;
  private final String replacement;

  RegexReplacement(Pattern pattern, String replacement) {
    this.pattern = pattern;
    this.replacement = replacement;
  }

  String in(String text) throws FunctionException {
    Matcher matcher = pattern.matcher(text);
    StringBuilder out = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      out.append(text, end, matcher.start());
      expand(matcher, out);
      end = matcher.end();
      if (out.length() > Run.MAX_OUTPUT) {
        throw new FunctionException("result is longer than " + Run.MAX_OUTPUT + " characters");
      }
    }
    return out.append(text, end, text.length()).toString();
  }

  private void expand(Matcher matcher, StringBuilder out) {
    int at = 0;
    while (at < replacement.length()) {
      int dollar = replacement.indexOf('$', at);
      if (dollar < 0 || dollar + 1 == replacement.length()) {
        break;
      }
      out.append(replacement, at, dollar);
      at = dollar + 1;
      if (replacement.charAt(at) == '$') {
        out.append('$');
        at++;
        continue;
      }
      boolean braced = replacement.charAt(at) == '{';
      int from = braced ? at + 1 : at;
      int to = from;
      while (to < replacement.length() && isNameChar(replacement.charAt(to))) {
        to++;
      }
      boolean closed = !braced || (to < replacement.length() && replacement.charAt(to) == '}');
      if (to == from || !closed) {
        // Not a reference after all: the dollar stands for itself.
        out.append('$');
        continue;
      }
      out.append(group(matcher, replacement.substring(from, to)));
      at = braced ? to + 1 : to;
    }
    out.append(replacement, at, replacement.length());
  }

  private static boolean isNameChar(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private String group(Matcher matcher, String name) {
    String found = null;
    if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int number = name.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(name);
      found = number <= matcher.groupCount() ? matcher.group(number) : null;
    } else if (pattern.namedGroups().containsKey(name)) {
      found = matcher.group(name);
    }
    return found == null ? "" : found;
  }
}
