package io.tributary.promql.exec;

/**
 * Something that the author of a query should know although it succeeded.
 *
 * @param level how grave it is
 * @param message the text as the HTTP API shows it, with {@code line:column} of the expression
 *     concerned: {@code PromQL info: ... (1:6)}
 */
public record Annotation(Level level, String message) {
  /** How grave an annotation is. */
  public enum Level {
    /** The result may be wrong or lack something. */
    WARNING,
    /** The query may not do what was meant. */
    INFO
  }
}
