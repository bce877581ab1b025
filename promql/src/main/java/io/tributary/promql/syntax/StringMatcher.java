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
   * {@code prefix.*suffix}: starts with, ends with, or both.
   *
   * @param least how many characters there must be between the two
   */
  record Affixes(String prefix, String suffix, int least) implements StringMatcher {
    @Override
    public boolean matches(String s) {
      return s.length() >= prefix.length() + suffix.length() + least
          && s.startsWith(prefix)
          && s.endsWith(suffix);
    }
  }

  /**
   * {@code .*infix.*}.
   *
   * @param before how many characters there must be before it at least
   * @param after how many characters there must be after it at least
   */
  record Contains(String infix, int before, int after) implements StringMatcher {
    @Override
    public boolean matches(String s) {
      int at = s.indexOf(infix, before);
      return at >= before && at + infix.length() + after <= s.length();
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
