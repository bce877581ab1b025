package io.tributary.streams.topology;

import io.tributary.streams.eval.HistoryRequest;
import io.tributary.streams.eval.TaskEngine;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the windows of rules that are new to a running task from the log, a little at a time so
 * that other rules are not held up. Of the task's thread.
 */
final class WarmUp implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

  /** A record holds up to some 2,000 samples, each well below a microsecond to take. */
  private static final int RECORDS_A_STEP = 50;

  private final String task;
  private final TaskEngine engine;
  private final History history;
  private final Supplier<Map<Integer, Long>> untilOffsets;
  private @Nullable Step under;

  private record Step(HistoryRequest request, History.Reading reading) {}

  /**
   * A warm-up with nothing to do yet.
   *
   * @param untilOffsets of each partition the offset from which on the task itself has taken, or
   *     will take, what new rules look at
   */
  WarmUp(
      String task, TaskEngine engine, History history, Supplier<Map<Integer, Long>> untilOffsets) {
    this.task = task;
    this.engine = engine;
    this.history = history;
    this.untilOffsets = untilOffsets;
  }

  /** The rules have changed: what they lack is read back, if they lack anything. */
  void begin() {
    close();
    HistoryRequest request = engine.lacking();
    if (request == null) {
      return;
    }
    log.info(
        "{}: {} rules wait for their windows, which are filled from the log back to {} ms",
        task,
        engine.waitingRules(),
        request.fromMs());
    under =
        new Step(
            request,
            history.open(
                new History.Wanted(untilOffsets.get(), request.fromMs(), request.wanted(), true)));
  }

  /** Takes some of what was read. */
  void step() {
    Step step = under;
    if (step == null) {
      return;
    }
    byte[] record = step.reading().poll();
    for (int i = 1; record != null; i++) {
      engine.takeHistory(record);
      record = i < RECORDS_A_STEP ? step.reading().poll() : null;
    }
    if (step.reading().finished()) {
      engine.historyTaken(step.request());
      log.info("{}: the windows of new rules are filled; they are evaluated from now on", task);
      close();
    }
  }

  boolean underWay() {
    return under != null;
  }

  /** How much is read, from 0 to 1; 1 where nothing is to be read. */
  double progress() {
    Step step = under;
    return step == null ? 1 : step.reading().progress();
  }

  @Override
  public void close() {
    if (under != null) {
      under.reading().close();
      under = null;
    }
  }
}
