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
import io.tributary.streams.eval.ScopePlanner;
import io.tributary.streams.rule.RuleFile;
import io.tributary.streams.rule.RuleSet;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** The task of one partition, driven record by record. Times are in seconds. */
final class RuleDriver implements AutoCloseable {
  private final ScopePlanner planner =
      new ScopePlanner(new Parser(ParserOptions.stable()), "cluster", 1, Set.of());
  private final CurrentPlan plan;
  private final KeyValueStore<Bytes, byte[]> store = MemoryStores.create();
  private final TaskStates states = new TaskStates();
  private final LogHistory log = new LogHistory();
  private PrometheusRegistry registry = new PrometheusRegistry();
  private MockProcessorContext<byte[], byte[]> context = newContext();
  private PartitionProcessor processor;

  /** Records that have left and have not been taken. */
  private final List<CapturedForward<? extends byte[], ? extends byte[]>> left = new ArrayList<>();

  RuleDriver(String rules) {
    plan = new CurrentPlan(planner.plan(rules(rules)));
    processor = start();
  }

  static RuleSet rules(String yaml) {
    RuleFile file = RuleFile.parse("rules.yml", yaml, Duration.ofSeconds(15));
    if (!file.valid()) {
      throw new AssertionError(file.problems());
    }
    return new RuleSet(file.groups());
  }

  /** Goes on in a new process, with what the state store holds. */
  void restart() {
    left.addAll(context.forwarded());
    processor.close();
    context = newContext();
    registry = new PrometheusRegistry();
    processor = start();
  }

  void use(String rules) {
    plan.set(planner.plan(rules(rules)));
  }

  void sample(Labels labels, long seconds, double value) {
    send(TestLog.sample(labels, seconds * 1000, value), seconds);
  }

  void tick(long seconds) {
    send(TestLog.TICK, seconds);
  }

  void send(byte[] value, long seconds) {
    context.setRecordMetadata(Topic.SAMPLES.topicName(), 0, log.append(0, value));
    processor.process(new Record<>(new byte[0], value, seconds * 1000));
  }

  /** The lines of what was recorded since the last call of this or its like. */
  List<String> recorded() {
    List<String> lines = new ArrayList<>();
    for (var record : take(RecordSinks.OF_PARTITION.recorded())) {
      lines.addAll(RecordLines.samples(record.value()));
    }
    return lines;
  }

  /**
   * The lines of the corrections of what was recorded since the last call; others are passed over.
   */
  List<String> corrections() {
    List<String> lines = new ArrayList<>();
    for (var record : take(RecordSinks.OF_PARTITION.recorded())) {
      if (record.headers().lastHeader(RecordedTopic.CORRECTION) != null) {
        lines.addAll(RecordLines.samples(record.value()));
      }
    }
    return lines;
  }

  List<String> alerts() {
    return take(RecordSinks.OF_PARTITION.alerts()).stream()
        .map(record -> RecordLines.alert(record.key(), record.value()))
        .filter(line -> !line.startsWith("~progress"))
        .toList();
  }

  List<String> progress() {
    return take(RecordSinks.OF_PARTITION.alerts()).stream()
        .map(record -> RecordLines.alert(record.key(), record.value()))
        .filter(line -> line.startsWith("~progress"))
        .toList();
  }

  List<String> transitions() {
    return take(RecordSinks.OF_PARTITION.transitions()).stream()
        .map(record -> RecordLines.transition(record.value()))
        .toList();
  }

  /** All records since the last call, in order, by the node they left by. */
  List<CapturedForward<? extends byte[], ? extends byte[]>> takeAll() {
    left.addAll(context.forwarded());
    context.resetForwards();
    List<CapturedForward<? extends byte[], ? extends byte[]>> all = List.copyOf(left);
    left.clear();
    return all;
  }

  /** Whether a commit was asked for since the last call. */
  boolean takeCommit() {
    boolean committed = context.committed();
    context.resetCommit();
    return committed;
  }

  void wallClock(long seconds) {
    context.setCurrentSystemTimeMs(seconds * 1000);
  }

  PrometheusRegistry registry() {
    return registry;
  }

  /** The log that new rules are given their windows from. */
  LogHistory log() {
    return log;
  }

  TaskStates states() {
    return states;
  }

  KeyValueStore<Bytes, byte[]> store() {
    return store;
  }

  @Override
  public void close() {
    processor.close();
  }

  private List<Record<? extends byte[], ? extends byte[]>> take(String sink) {
    List<Record<? extends byte[], ? extends byte[]>> of = new ArrayList<>();
    for (CapturedForward<? extends byte[], ? extends byte[]> forward : takeAll()) {
      if (forward.childName().orElseThrow().equals(sink)) {
        of.add(forward.record());
      } else {
        left.add(forward);
      }
    }
    return of;
  }

  private PartitionProcessor start() {
    EvaluationOptions options =
        new EvaluationOptions(
            EngineOptions.defaults(), "cluster", Labels.EMPTY, "", Long.MAX_VALUE, 300_000, 1_000);
    PartitionProcessor started =
        new PartitionProcessor(
            new TaskContext(
                1,
                plan,
                new EngineFactory(options, new EvaluationMetrics(registry)),
                new EngineMetrics(registry),
                states,
                log));
    context.addStateStore(store);
    started.init(context);
    return started;
  }

  private static MockProcessorContext<byte[], byte[]> newContext() {
    MockProcessorContext<byte[], byte[]> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), new File("unused"));
    context.setCurrentSystemTimeMs(0);
    return context;
  }
}
