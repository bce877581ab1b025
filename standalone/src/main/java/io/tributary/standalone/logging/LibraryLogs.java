package io.tributary.standalone.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much the libraries log. */
public final class LibraryLogs {
  private LibraryLogs() {}

  /** Kafka's clients only log errors from now on: for verbs that say by themselves what failed. */
  public static void onlyErrors() {
    if (LoggerFactory.getLogger("org.apache.kafka") instanceof Logger kafka) {
      kafka.setLevel(Level.ERROR);
    }
  }
}
