package io.tributary.promql.syntax;

import io.tributary.schemas.labels.Labels;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the value of one label; a label that is not there has the empty value. Immutable
 * and thread-safe. Regular expressions are anchored at both ends and run in linear time.
 */
public final class Matcher {
  private final Type type;
  private final String name;
  private final String value;
  private final StringMatcher matcher;

  private Matcher(Type type, String name, String value, StringMatcher matcher) {
    this.type = type;
    this.name = name;
    this.value = value;
    this.matcher = matcher;
  }

  /**
   * A matcher.
   *
   * @throws IllegalArgumentException where {@code value} is no regular expression and must be one
   */
  public static Matcher of(Type type, String name, String value) {
    StringMatcher matcher =
        type.isRegex() ? RegexMatcher.compile(value) : new StringMatcher.Literals(List.of(value));
    return new Matcher(type, name, value, matcher);
  }

  public static Matcher equal(String name, String value) {
    return of(Type.EQUAL, name, value);
  }

  public Type type() {
    return type;
  }

  public String name() {
    return name;
  }

  /** The value or regular expression, as written. */
  public String value() {
    return value;
  }

  /** Whether a label of this value satisfies the condition. */
  public boolean matches(String labelValue) {
    return matcher.matches(labelValue) != type.isNegative();
  }

  /** Whether the series satisfies the condition. */
  public boolean matches(Labels labels) {
    return matches(labels.getOrEmpty(name));
  }

  /** Whether a series without the label satisfies the condition. */
  public boolean matchesEmpty() {
    return matches("");
  }

  /**
   * The values that a positive matcher can match, where they are a small known set, else empty: an
   * index then looks these up instead of trying every value.
   */
  public List<String> literals() {
    return !type.isNegative() && matcher instanceof StringMatcher.Literals l
        ? l.values()
        : List.of();
  }

  /** What every matching value starts with, empty where nothing is known. */
  public String prefix() {
    return type.isNegative() ? "" : matcher.prefix();
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Matcher m && m.type == type && m.name.equals(name) && m.value.equals(value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, name, value);
  }

  /** As in a selector: {@code job=~"node|kubelet"}. */
  @Override
  public String toString() {
    return Quoting.labelName(name) + type.text() + Quoting.string(value);
  }

  /** The four ways to compare. */
  public enum Type {
    EQUAL("="),
    NOT_EQUAL("!="),
    REGEX("=~"),
    NOT_REGEX("!~");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /** The operator as it is written. */
    public String text() {
      return text;
    }

    public boolean isRegex() {
      return this == REGEX || this == NOT_REGEX;
    }

    public boolean isNegative() {
      return this == NOT_EQUAL || this == NOT_REGEX;
    }
  }
}
