package io.tributary.streams.topology;

import io.tributary.schemas.labels.Labels;
import io.tributary.streams.eval.AlertRecords;
import io.tributary.streams.eval.EngineFactory;
import io.tributary.streams.eval.MergeLink;
import io.tributary.streams.eval.RulePlan;
import io.tributary.streams.eval.TaskEngine;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

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

  /** The store of a task; one that had to be emptied has its alerts again. */
  TaskStore store(KeyValueStore<Bytes, byte[]> store, String task) {
    TaskStore opened = new TaskStore(store, task);
    if (opened.lacksAlerts()) {
      history
          .alerts(task)
          .forEach(
              (key, alert) ->
                  opened.putAlert(
                      AlertRecords.ruleKey(key, alert), Labels.of(alert.getLabelsMap()), alert));
    }
    return opened;
  }

  TaskEngine engine(TaskStore store, RecordEmissions emissions, MergeLink link) {
    return engines.create(store, store, emissions, link);
  }

  GatherForwarder forwarder(ProcessorContext<byte[], byte[]> context) {
    return new GatherForwarder(context, context.taskId().partition(), REMEMBERED_SERIES);
  }

  /** What the merged groups of a plan want of each partition. */
  GatherForwarder.Wanted wanted(RulePlan of) {
    return new GatherForwarder.Wanted(of.merged(), engines.sent(of.merged()));
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
