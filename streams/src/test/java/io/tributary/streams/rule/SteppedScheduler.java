package io.tributary.streams.rule;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs the repeated task when the test says so, never by itself. */
final class SteppedScheduler extends ScheduledThreadPoolExecutor {
  private Runnable task = () -> {};

  SteppedScheduler() {
    super(0);
  }

  void step() {
    task.run();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    task = command;
    return super.scheduleWithFixedDelay(command, Long.MAX_VALUE, delay, TimeUnit.NANOSECONDS);
  }
}
