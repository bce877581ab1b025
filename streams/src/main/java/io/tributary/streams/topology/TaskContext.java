package io.tributary.streams.topology;

import io.tributary.streams.eval.EngineFactory;
import io.tributary.streams.eval.TaskEngine;
import io.tributary.streams.rule.RuleGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * What the tasks of an engine share. Thread-safe.
 *
 * @param partitions of {@code tributary.samples}
 */
record TaskContext(
    int partitions,
    CurrentPlan plan,
    EngineFactory engines,
    EngineMetrics metrics,
    TaskStates states,
    History history) {
  /** Behind by more than this, results are not hurried out one by one. */
  private static final long CURRENT_MS = 60_000;

  private static final int REMEMBERED_SERIES = 1 << 19;

  TaskEngine engine(TaskStore store, RecordEmissions emissions) {
    return engines.create(store, store, emissions);
  }

  /** All partitions, each to its end. */
  Map<Integer, Long> wholeLog() {
    Map<Integer, Long> untilOffsets = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      untilOffsets.put(partition, Long.MAX_VALUE);
    }
    return untilOffsets;
  }

  GatherForwarder forwarder(ProcessorContext<byte[], byte[]> context, List<RuleGroup> gathered) {
    return new GatherForwarder(
        context,
        context.taskId().partition(),
        gathered,
        engines.subscriptions(gathered),
        REMEMBERED_SERIES);
  }

  TaskReport report(String task, TaskEngine engine, WarmUp warmUp) {
    return new TaskReport(task, engine, warmUp, metrics, states);
  }

  /**
   * Asks for what was forwarded to be committed at once. While the task works off a backlog that
   * would cost much and gain nothing: the commit interval does then.
   */
  void requestCommit(ProcessorContext<byte[], byte[]> context, long watermarkMs) {
    if (context.currentSystemTimeMs() - watermarkMs < CURRENT_MS) {
      context.commit();
    }
  }
}
