package io.tributary.streams.topology;

import io.tributary.streams.eval.HistoryRequest;
import io.tributary.streams.eval.TaskEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
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

  /** So often some is taken where no records come; only while there is any to take. */
  private static final Duration STEP_EVERY = Duration.ofMillis(100);

  private final ProcessorContext<byte[], byte[]> context;
  private final String task;
  private final TaskEngine engine;
  private final History history;
  private final Function<HistoryRequest, History.@Nullable Wanted> wanted;
  private @Nullable Step under;
  private @Nullable Cancellable steps;

  private record Step(HistoryRequest request, History.Wanted wanted, History.Reading reading) {}

  /**
   * A warm-up with nothing to do yet.
   *
   * @param wanted what to read for a request: until where the task itself has begun to take what is
   *     requested; null while that is not known
   */
  WarmUp(
      ProcessorContext<byte[], byte[]> context,
      String task,
      TaskEngine engine,
      History history,
      Function<HistoryRequest, History.@Nullable Wanted> wanted) {
    this.context = context;
    this.task = task;
    this.engine = engine;
    this.history = history;
    this.wanted = wanted;
  }

  /** The rules have changed, or who sends what: what they lack is read back. */
  void begin() {
    close();
    HistoryRequest request = engine.lacking();
    History.Wanted read = request == null ? null : wanted.apply(request);
    if (request == null || read == null) {
      return;
    }
    log.info(
        "{}: {} rules wait for their windows, which are filled from the log back to {}",
        task,
        engine.waitingRules(),
        Instant.ofEpochMilli(request.fromMs()));
    under = new Step(request, read, history.open(read));
    steps = context.schedule(STEP_EVERY, PunctuationType.WALL_CLOCK_TIME, nowMs -> step());
  }

  /** Takes some of what was read. */
  void step() {
    Step step = under;
    if (step == null) {
      return;
    }
    History.Entry record = step.reading().poll();
    for (int i = 1; record != null; i++) {
      engine.takeHistory(record.value(), record.isCorrection());
      record = i < RECORDS_A_STEP ? step.reading().poll() : null;
    }
    if (step.reading().finished()) {
      engine.historyTaken(step.request(), step.wanted().notUntilMs());
      log.info("{}: the windows of new rules are filled; they are evaluated from now on", task);
      close();
    }
  }

  boolean isUnderWay() {
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
    if (steps != null) {
      steps.cancel();
      steps = null;
    }
  }
}
