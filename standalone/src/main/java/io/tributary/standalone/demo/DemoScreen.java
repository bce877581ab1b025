package io.tributary.standalone.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Shows what goes on: on a terminal one screen that is drawn again, else lines as things happen.
 * Thread-safe.
 */
final class DemoScreen {
  private static final int KEPT = 12;
  private static final String CLEAR = "\u001b[H\u001b[2J";

  private final PrintWriter out;
  private final boolean redraws;
  private final String head;
  private final Deque<String> transitions = new ArrayDeque<>();
  private final Set<String> notifications = new LinkedHashSet<>();
  private int transitionCount;
  private int notificationCount;

  DemoScreen(PrintWriter out, boolean redraws, String head) {
    this.out = out;
    this.redraws = redraws;
    this.head = head;
  }

  synchronized void transition(String line) {
    transitionCount++;
    transitions.addLast(line);
    if (transitions.size() > KEPT) {
      transitions.removeFirst();
    }
    print("alert         " + line);
  }

  /** A repeated notification, as sent once a minute, is shown once. */
  synchronized void notification(String line) {
    notificationCount++;
    if (notifications.add(line)) {
      print("notification  " + line);
    }
    if (notifications.size() > KEPT) {
      notifications.remove(notifications.iterator().next());
    }
  }

  /** Draws the state after so long. */
  synchronized void draw(Duration running, List<SimulatedAgent> agents) {
    StringBuilder text = new StringBuilder();
    if (redraws) {
      text.append(CLEAR).append(head).append('\n');
    }
    text.append(table(running, agents));
    if (redraws) {
      text.append("\n  ALERTS: changes of state (topic tributary.transitions)\n");
      transitions.forEach(line -> text.append("  ").append(line).append('\n'));
      if (transitions.isEmpty()) {
        text.append("  none yet; the first is due within a minute\n");
      }
      text.append("\n  NOTIFICATIONS\n");
      notifications.forEach(line -> text.append("  ").append(line).append('\n'));
    }
    out.print(text);
    out.flush();
  }

  synchronized int transitionCount() {
    return transitionCount;
  }

  synchronized int notificationCount() {
    return notificationCount;
  }

  private void print(String line) {
    if (!redraws) {
      out.println(line);
      out.flush();
    }
  }

  private static String table(Duration running, List<SimulatedAgent> agents) {
    StringBuilder text = new StringBuilder();
    double seconds = Math.max(1, running.toMillis() / 1000.0);
    text.append(
        String.format(
            Locale.ROOT,
            "  %-12s %8s %10s %12s   after %d s%n",
            "CLUSTER",
            "SERIES",
            "SAMPLES",
            "SAMPLES/S",
            running.toSeconds()));
    for (SimulatedAgent agent : agents) {
      boolean trouble =
          agent.cluster().misbehaves() && seconds > SimulatedCluster.TROUBLE_AFTER_SECONDS;
      text.append(
          String.format(
              Locale.ROOT,
              "  %-12s %8d %10d %12.1f   %s%n",
              agent.cluster().name(),
              agent.seriesCount(),
              agent.acknowledged(),
              agent.acknowledged() / seconds,
              trouble ? "busy processors, and a pod that crashes every 10 s" : ""));
    }
    return text.toString();
  }
}
