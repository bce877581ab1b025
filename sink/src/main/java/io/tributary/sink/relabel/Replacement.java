package io.tributary.sink.relabel;

import com.google.re2j.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Templates as Go's {@code regexp.Expand} reads them: {@code $name} takes the longest run of
 * letters, digits and underscores, {@code ${name}} ends where it says, {@code $$} is a dollar sign,
 * and a group that is not there is empty.
 */
final class Replacement {
  private Replacement() {}

  static String expand(String template, Matcher match) {
    if (template.indexOf('$') < 0) {
      return template;
    }
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < template.length()) {
      char c = template.charAt(i++);
      if (c != '$' || i == template.length()) {
        out.append(c);
        continue;
      }
      if (template.charAt(i) == '$') {
        out.append('$');
        i++;
        continue;
      }
      boolean braces = template.charAt(i) == '{';
      int start = braces ? i + 1 : i;
      int end = start;
      while (end < template.length() && isNamePart(template.charAt(end))) {
        end++;
      }
      if (end == start || (braces && (end == template.length() || template.charAt(end) != '}'))) {
        out.append('$'); // Malformed: stays as it is.
        continue;
      }
      String value = group(match, template.substring(start, end));
      if (value != null) {
        out.append(value);
      }
      i = braces ? end + 1 : end;
    }
    return out.toString();
  }

  private static @Nullable String group(Matcher match, String name) {
    if (name.length() <= 9 && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int number = Integer.parseInt(name);
      return number <= match.groupCount() ? match.group(number) : null;
    }
    return match.pattern().namedGroups().containsKey(name) ? match.group(name) : null;
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
