package io.tributary.standalone.demo;

import java.io.PrintWriter;
import java.net.URI;
import java.time.InstantSource;

/** The screen, and the receiver of notifications where the user has no Alertmanager. */
public final class DemoOutput implements AutoCloseable {
  private final DemoScreen screen;
  private final NotificationReceiver receiver;

  private DemoOutput(DemoScreen screen, NotificationReceiver receiver) {
    this.screen = screen;
    this.receiver = receiver;
  }

  /**
   * Opens both.
   *
   * @param redraws whether {@code out} is a terminal
   */
  public static DemoOutput open(PrintWriter out, boolean redraws, InstantSource clock) {
    DemoScreen screen = new DemoScreen(out, redraws);
    Notifications notifications = new Notifications(clock);
    return new DemoOutput(
        screen,
        NotificationReceiver.start(
            body -> notifications.lines(body).forEach(screen::notification)));
  }

  /** Sets what stands above the screen: lines that each end with a line break. */
  public void head(String text) {
    screen.head(text);
  }

  /** Where the notifier is to send to. */
  public URI alertmanager() {
    return receiver.url();
  }

  /** How many changes of state were shown. */
  public int transitionCount() {
    return screen.transitionCount();
  }

  /** How many alerts the built-in receiver was told of. */
  public int notificationCount() {
    return screen.notificationCount();
  }

  DemoScreen screen() {
    return screen;
  }

  @Override
  public void close() {
    receiver.close();
  }
}
