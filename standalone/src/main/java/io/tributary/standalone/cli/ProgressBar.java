package io.tributary.standalone.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A line on the terminal that says how far something is. Of one thread. */
final class ProgressBar {
  private static final int WIDTH = 40;

  private final PrintWriter out;
  private final boolean shown;
  private int drawn = -1;

  private ProgressBar(PrintWriter out, boolean shown) {
    this.out = out;
    this.shown = shown;
  }

  /** One that is seen only where a person looks at it. */
  static ProgressBar onTerminal(PrintWriter out) {
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    return new ProgressBar(out, terminal);
  }

  /** One that is always drawn. */
  static ProgressBar on(PrintWriter out) {
    return new ProgressBar(out, true);
  }

  /** So much is done, and this is where it is. */
  void at(double ratio, long eventTimeMs) {
    int percent = (int) (ratio * 100);
    if (!shown || percent == drawn) {
      return;
    }
    drawn = percent;
    int full = percent * WIDTH / 100;
    out.printf(
        "\r[%s%s] %3d %%  %s ",
        "#".repeat(full),
        " ".repeat(WIDTH - full),
        percent,
        Instant.ofEpochMilli(eventTimeMs).truncatedTo(ChronoUnit.SECONDS));
    out.flush();
  }

  /** Takes the line away. */
  void clear() {
    if (drawn >= 0) {
      out.print("\r" + " ".repeat(WIDTH + 40) + "\r");
      out.flush();
    }
  }
}
