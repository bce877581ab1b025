package io.tributary.standalone.cli;

/** What a verb returns to the shell. */
final class ExitCode {
  /** Done. */
  static final int OK = 0;

  /** What was asked for did not hold: an invalid rule file, a start that failed. */
  static final int FAILED = 1;

  /** The command line or the configuration is at fault (picocli uses the same number). */
  static final int USAGE = 2;

  private ExitCode() {}
}
