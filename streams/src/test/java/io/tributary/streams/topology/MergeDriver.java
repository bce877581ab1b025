package io.tributary.streams.topology;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.topic.RecordedTopic;
import io.tributary.schemas.topic.Topic;
import io.tributary.streams.eval.EngineFactory;
import io.tributary.streams.eval.EvaluationMetrics;
import io.tributary.streams.eval.EvaluationOptions;
import io.tributary.streams.eval.RulePlan;
import io.tributary.streams.eval.ScopePlanner;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The tasks of several partitions and the merger, driven record by record. What a partition sends
 * the merger arrives at once. Times are in seconds.
 */
final class MergeDriver implements AutoCloseable {
  private final ScopePlanner planner;
  private final LogHistory log = new LogHistory();
  private final List<Task> partitions = new ArrayList<>();
  private final Task merger;
  private final List<String> recorded = new ArrayList<>();
  private final List<String> transitions = new ArrayList<>();
  private final List<String> alerts = new ArrayList<>();

  /** One task, with the plan that its instance has read. */
  private final class Task {
    final int partition;
    final CurrentPlan plan;
    final KeyValueStore<Bytes, byte[]> store;
    PrometheusRegistry registry = new PrometheusRegistry();
    MockProcessorContext<byte[], byte[]> context;
    Processor<byte[], byte[], byte[], byte[]> processor;

    Task(int partition, RulePlan rules) {
      this.partition = partition;
      this.plan = new CurrentPlan(rules);
      this.store =
          MemoryStores.create(
              partition < 0 ? RuleTopology.MERGE_STORE : RuleTopology.PARTITION_STORE);
      this.context = context();
      this.processor = start();
    }

    private MockProcessorContext<byte[], byte[]> context() {
      TaskId id = partition < 0 ? new TaskId(1, 0) : new TaskId(0, partition);
      return new MockProcessorContext<>(new Properties(), id, new File("unused"));
    }

    private Processor<byte[], byte[], byte[], byte[]> start() {
      EvaluationOptions options =
          new EvaluationOptions(
              EngineOptions.defaults(),
              "cluster",
              Labels.EMPTY,
              "",
              Long.MAX_VALUE,
              300_000,
              1_000);
      TaskContext shared =
          new TaskContext(
              partitionCount,
              plan,
              new EngineFactory(options, new EvaluationMetrics(registry)),
              new EngineMetrics(registry),
              new TaskStates(),
              log);
      Processor<byte[], byte[], byte[], byte[]> started =
          partition < 0 ? new MergeProcessor(shared) : new PartitionProcessor(shared);
      context.setCurrentSystemTimeMs(0);
      context.addStateStore(store);
      started.init(context);
      return started;
    }

    void restart() {
      processor.close();
      context = context();
      registry = new PrometheusRegistry();
      processor = start();
    }

    List<CapturedForward<? extends byte[], ? extends byte[]>> take() {
      List<CapturedForward<? extends byte[], ? extends byte[]>> taken =
          List.copyOf(context.forwarded());
      context.resetForwards();
      return taken;
    }
  }

  private final int partitionCount;
  private int corrections;

  MergeDriver(int partitionCount, Set<String> sharded, String rules) {
    this.partitionCount = partitionCount;
    planner =
        new ScopePlanner(new Parser(ParserOptions.stable()), "cluster", partitionCount, sharded);
    RulePlan plan = planner.plan(RuleDriver.rules(rules));
    for (int partition = 0; partition < partitionCount; partition++) {
      partitions.add(new Task(partition, plan));
    }
    merger = new Task(-1, plan);
  }

  /** The instance of one partition has read these rules. */
  void usePartition(int partition, String rules) {
    partitions.get(partition).plan.set(planner.plan(RuleDriver.rules(rules)));
  }

  /** The instance of the merger has read these rules. */
  void useMerger(String rules) {
    merger.plan.set(planner.plan(RuleDriver.rules(rules)));
  }

  void use(String rules) {
    for (int partition = 0; partition < partitionCount; partition++) {
      usePartition(partition, rules);
    }
    useMerger(rules);
  }

  /** All tasks go on in new processes. */
  void restart() {
    partitions.forEach(Task::restart);
    merger.restart();
  }

  void restartMerger() {
    merger.restart();
  }

  void restartPartition(int partition) {
    partitions.get(partition).restart();
  }

  /** What the merger tells of itself since it was last started. */
  PrometheusRegistry mergerRegistry() {
    return merger.registry;
  }

  LogHistory log() {
    return log;
  }

  void sample(int partition, Labels labels, long seconds, double value) {
    send(partition, TestLog.sample(labels, seconds * 1000, value), seconds);
  }

  void tick(int partition, long seconds) {
    send(partition, TestLog.TICK, seconds);
  }

  void tick(long seconds) {
    for (int partition = 0; partition < partitionCount; partition++) {
      tick(partition, seconds);
    }
  }

  private void send(int partition, byte[] value, long seconds) {
    Task task = partitions.get(partition);
    long offset = log.append(partition, value);
    task.context.setRecordMetadata(Topic.SAMPLES.topicName(), partition, offset);
    task.processor.process(new Record<>(new byte[0], value, seconds * 1000));
    for (var forward : task.take()) {
      if (forward.childName().orElseThrow().equals(RecordSinks.GATHER)) {
        Record<? extends byte[], ? extends byte[]> record = forward.record();
        merger.processor.process(
            new Record<>(record.key(), record.value(), record.timestamp(), record.headers()));
      } else {
        keep(forward);
      }
    }
    merger.take().forEach(this::keep);
  }

  private void keep(CapturedForward<? extends byte[], ? extends byte[]> forward) {
    if (forward.childName().orElseThrow().endsWith("-recorded")) {
      boolean correction = forward.record().headers().lastHeader(RecordedTopic.CORRECTION) != null;
      corrections += correction ? 1 : 0;
      recorded.addAll(RecordLines.samples(forward.record().value()));
    }
    if (forward.childName().orElseThrow().endsWith("-transitions")) {
      transitions.add(RecordLines.transition(forward.record().value()));
    }
    if (forward.childName().orElseThrow().endsWith("-alerts")) {
      alerts.add(RecordLines.alert(forward.record().key(), forward.record().value()));
    }
  }

  /** The lines of all transitions so far, of any task. */
  List<String> transitions() {
    return transitions;
  }

  /** The lines of all records of {@code tributary.alerts} so far. */
  List<String> alerts() {
    return alerts;
  }

  /** The lines of what any task recorded since the last call, in order of the lines. */
  List<String> recorded() {
    return inOrder().stream().sorted().toList();
  }

  /** The same in the order in which they came. */
  List<String> inOrder() {
    List<String> taken = List.copyOf(recorded);
    recorded.clear();
    return taken;
  }

  /** How many records of corrections there were. */
  int corrections() {
    return corrections;
  }

  @Override
  public void close() {
    partitions.forEach(task -> task.processor.close());
    merger.processor.close();
  }
}
