package io.tributary.streams.eval;

/** A rule can't be evaluated at an instant; the message is for the rule's author. */
final class RuleException extends Exception {
  private static final long serialVersionUID = 1;

  RuleException(String message) {
    super(message);
  }
}
