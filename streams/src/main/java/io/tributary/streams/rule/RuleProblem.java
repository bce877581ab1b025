package io.tributary.streams.rule;

/**
 * One thing wrong with a rule file, where, and what to do about it.
 *
 * @param line from 1; 0 where the file as a whole is meant
 * @param column from 1; 0 where the line as a whole is meant
 */
public record RuleProblem(String file, int line, int column, String reason) {
  /** {@code file:line:column: reason}, as editors and terminals make it a link. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line);
      if (column > 0) {
        text.append(':').append(column);
      }
    }
    return text.append(": ").append(reason).toString();
  }
}
