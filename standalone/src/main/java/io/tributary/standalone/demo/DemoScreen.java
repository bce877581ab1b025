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
  private static final int KEPT = 8;
  private static final String CLEAR = "\u001b[H\u001b[2J";
  // Over the last picture instead of after clearing it: nothing flickers.
  private static final String HOME = "\u001b[H";
  private static final String LINE_END = "\u001b[K\n";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintWriter out;
  private final boolean redraws;
  private final Deque<String> transitions = new ArrayDeque<>();
  private final Set<String> notifications = new LinkedHashSet<>();
  private String head = "";
  private boolean drawn;
  private int transitionCount;
  private int notificationCount;

  DemoScreen(PrintWriter out, boolean redraws) {
    this.out = out;
    this.redraws = redraws;
  }

  /** Sets what stands above the rest: lines that each end with a line break. */
  synchronized void head(String text) {
    head = text;
    if (!redraws) {
      out.print(text);
      out.flush();
    }
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
    out.print(redraws ? (drawn ? HOME : CLEAR) + screen(running, agents) : table(running, agents));
    out.flush();
    drawn = true;
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

  private String screen(Duration running, List<SimulatedAgent> agents) {
    StringBuilder text = new StringBuilder(head).append(table(running, agents));
    text.append("\n  ALERTS change their state (topic tributary.transitions)\n");
    transitions.forEach(line -> text.append("  ").append(line).append('\n'));
    if (transitions.isEmpty()) {
      text.append("  not yet; the first is due within a minute\n");
    }
    text.append("\n  NOTIFICATIONS, as an Alertmanager gets them\n");
    notifications.forEach(line -> text.append("  ").append(line).append('\n'));
    return text.append("\n  Ctrl-C ends the demo.\n").toString().replace("\n", LINE_END)
        + CLEAR_BELOW;
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
