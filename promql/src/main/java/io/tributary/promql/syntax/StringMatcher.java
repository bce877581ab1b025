package io.tributary.promql.syntax;

import com.google.re2j.Pattern;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A condition on a string: what a regular expression comes down to, the cheapest that will do. */
sealed interface StringMatcher {
  boolean matches(String s);

  /** What every match starts with, empty where nothing is known. */
  default String prefix() {
    return "";
  }

  /** One of a known set. */
  record Literals(List<String> values, Set<String> set) implements StringMatcher {
    Literals(List<String> values) {
      this(List.copyOf(values), new HashSet<>(values));
    }

    @Override
    public boolean matches(String s) {
      return values.size() == 1 ? values.getFirst().equals(s) : set.contains(s);
    }

    @Override
    public String prefix() {
      return values.size() == 1 ? values.getFirst() : "";
    }
  }

  /**
   * {@code prefix.*infix.*suffix} in its simple forms: starts with, ends with, both, or contains.
   *
   * @param minRest how many more characters there must be at least
   */
  record Affixes(String prefix, String infix, String suffix, int minRest) implements StringMatcher {
    @Override
    public boolean matches(String s) {
      return s.length() >= prefix.length() + suffix.length() + minRest
          && s.startsWith(prefix)
          && s.endsWith(suffix)
          && (infix.isEmpty() || s.contains(infix));
    }
  }

  /** All others; {@code prefix} is looked at first. */
  record Regex(Pattern pattern, String prefix) implements StringMatcher {
    @Override
    public boolean matches(String s) {
      return s.startsWith(prefix) && pattern.matches(s);
    }
  }
}
