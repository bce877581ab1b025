package io.tributary.promql.script;

import com.google.re2j.Pattern;

/** What the text of an error or annotation must be. */
public sealed interface MessageRule {
  /** Whether the text is as required. */
  boolean accepts(String message);

  /** Any text. */
  record Any() implements MessageRule {
    @Override
    public boolean accepts(String message) {
      return true;
    }

    @Override
    public String toString() {
      return "any message";
    }
  }

  /** This very text. */
  record Exact(String text) implements MessageRule {
    @Override
    public boolean accepts(String message) {
      return message.equals(text);
    }

    @Override
    public String toString() {
      return "\"" + text + "\"";
    }
  }

  /** A text in which the expression is found. */
  record Regex(Pattern pattern) implements MessageRule {
    @Override
    public boolean accepts(String message) {
      return pattern.matcher(message).find();
    }

    @Override
    public String toString() {
      return "/" + pattern.pattern() + "/";
    }
  }
}
