package io.tributary.streams.topology;

import io.tributary.streams.eval.TaskEngine;
import io.tributary.streams.window.IngestCounts;

/** Tells metrics and states how a task stands. Of the task's thread. */
final class TaskReport {
  private final String task;
  private final TaskEngine engine;
  private final WarmUp warmUp;
  private final EngineMetrics metrics;
  private final TaskStates states;
  private final IngestCounts told = new IngestCounts();
  private int waiting;

  TaskReport(
      String task, TaskEngine engine, WarmUp warmUp, EngineMetrics metrics, TaskStates states) {
    this.task = task;
    this.engine = engine;
    this.warmUp = warmUp;
    this.metrics = metrics;
    this.states = states;
    states.put(task, engine.status());
  }

  /** The task has come to this watermark. */
  void update(long watermarkMs, boolean evaluated) {
    metrics.samples(engine.counts(), told);
    metrics.task(task, watermarkMs, engine.windows());
    metrics.warmUp(task, engine.waitingRules(), warmUp.progress());
    // Without any group there is no instant at which the last one's alerts would go.
    if (evaluated || engine.waitingRules() != waiting || !engine.hasGroups()) {
      waiting = engine.waitingRules();
      states.put(task, engine.status());
    }
  }

  /** The task is here no more. */
  void remove() {
    metrics.removeTask(task);
    states.remove(task);
  }
}
