package io.tributary.promql.syntax;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes out the strings that a regular expression matches, where these are few: {@code
 * node-(a|b)[12]} is four. The expression is known to compile.
 */
final class RegexLiterals {
  private static final int MAX_STRINGS = 5_000;

  private final String regex;
  private int i;
  private boolean infinite;

  private RegexLiterals(String regex) {
    this.regex = regex;
  }

  /** The strings, in order of appearance, or null where they are infinite or many. */
  static @Nullable List<String> of(String regex) {
    RegexLiterals parser = new RegexLiterals(regex);
    Set<String> strings = parser.alternatives();
    return parser.infinite ? null : List.copyOf(strings);
  }

  private Set<String> alternatives() {
    Set<String> all = new LinkedHashSet<>(sequence());
    while (!infinite && i < regex.length() && regex.charAt(i) == '|') {
      i++;
      all.addAll(sequence());
      infinite |= all.size() > MAX_STRINGS;
    }
    return all;
  }

  private List<String> sequence() {
    List<String> strings = List.of("");
    while (!infinite && i < regex.length() && "|)".indexOf(regex.charAt(i)) < 0) {
      Set<String> next = atom();
      boolean optional = i < regex.length() && regex.charAt(i) == '?';
      if (optional) {
        i++;
        next = new LinkedHashSet<>(next);
        next.add("");
      }
      infinite |= i < regex.length() && "*+?{".indexOf(regex.charAt(i)) >= 0;
      strings = product(strings, next);
    }
    return strings;
  }

  private List<String> product(List<String> heads, Set<String> tails) {
    if (infinite || (long) heads.size() * tails.size() > MAX_STRINGS) {
      infinite = true;
      return heads;
    }
    List<String> strings = new ArrayList<>(heads.size() * tails.size());
    for (String head : heads) {
      for (String tail : tails) {
        strings.add(head + tail);
      }
    }
    return strings;
  }

  private Set<String> atom() {
    char c = regex.charAt(i++);
    switch (c) {
      case '(' -> {
        return group();
      }
      case '[' -> {
        return characters();
      }
      case '\\' -> {
        char escaped = regex.charAt(i++);
        infinite |= Character.isLetterOrDigit(escaped);
        return Set.of(String.valueOf(escaped));
      }
      case '.', '^', '$', '*', '+', '?', '{' -> infinite = true;
      default -> {}
    }
    if (Character.isHighSurrogate(c) && i < regex.length()) {
      return Set.of(String.valueOf(c) + regex.charAt(i++));
    }
    return Set.of(String.valueOf(c));
  }

  private Set<String> group() {
    if (regex.startsWith("?:", i)) {
      i += 2;
    } else if (i < regex.length() && regex.charAt(i) == '?') {
      infinite = true;
    }
    Set<String> inner = alternatives();
    i++;
    return inner;
  }

  /** A class of plain characters and ranges, such as {@code [a-c_]}. */
  private Set<String> characters() {
    Set<String> characters = new LinkedHashSet<>();
    while (!infinite && i < regex.length() && regex.charAt(i) != ']') {
      char c = regex.charAt(i++);
      infinite |= "^[\\-".indexOf(c) >= 0 || Character.isSurrogate(c);
      char last = c;
      boolean range = i + 1 < regex.length() && regex.charAt(i) == '-';
      if (range) {
        last = regex.charAt(i + 1);
        i += 2;
        infinite |= "[\\]".indexOf(last) >= 0 || Character.isSurrogate(last);
      }
      for (int each = c; !infinite && each <= last; each++) {
        characters.add(Character.toString(each));
        infinite |= characters.size() > MAX_STRINGS;
      }
    }
    infinite |= characters.isEmpty();
    i++;
    return characters;
  }
}
