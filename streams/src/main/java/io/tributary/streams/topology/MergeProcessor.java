package io.tributary.streams.topology;

import io.tributary.schemas.remotewrite.WireFormatException;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.streams.eval.RulePlan;
import io.tributary.streams.eval.Scope;
import io.tributary.streams.eval.TaskEngine;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the gathered groups, each instant once the watermarks of all partitions have passed it.
 * Of one thread.
 */
final class MergeProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private final TaskContext shared;
  private @Nullable Running running;

  MergeProcessor(TaskContext shared) {
    this.shared = shared;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(RuleTopology.MERGE_STORE);
    running = new Running(context, shared, new TaskStore(store));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (running == null) {
      throw new IllegalStateException("process before init");
    }
    running.process(record);
  }

  @Override
  public void close() {
    if (running != null) {
      running.close();
    }
  }

  /** The processor between {@code init} and {@code close}. */
  private static final class Running {
    private final ProcessorContext<byte[], byte[]> context;
    private final TaskContext shared;
    private final RecordEmissions emissions;
    private final TaskEngine engine;
    private final WarmUp warmUp;
    private final TaskReport report;
    private final WatermarkMerge merge;
    private RulePlan plan;

    Running(ProcessorContext<byte[], byte[]> context, TaskContext shared, TaskStore store) {
      this.context = context;
      this.shared = shared;
      String task = context.taskId().toString();
      plan = shared.plan().get();
      emissions = new RecordEmissions(context, RecordSinks.OF_MERGE, task, value -> {});
      engine = shared.engine(store, emissions);
      engine.start(plan.of(Scope.GATHER));
      warmUp = new WarmUp(task, engine, shared.history(), shared::wholeLog);
      report = shared.report(task, engine, warmUp);
      merge = new WatermarkMerge(shared.partitions(), store, this::samples, this::advance);
    }

    void process(Record<byte[], byte[]> record) {
      warmUp.step();
      int partition = GatherTopic.partition(record.key());
      if (!SampleRecordReader.isTick(record.value())) {
        merge.record(partition, record.value());
        return;
      }
      RulePlan current = shared.plan().get();
      if (!current.equals(plan)) {
        plan = current;
        engine.use(plan.of(Scope.GATHER));
        warmUp.begin();
      }
      merge.watermark(partition, record.timestamp());
      if (emissions.takeAny()) {
        shared.requestCommit(context, record.timestamp());
      }
    }

    private void samples(byte[] value) {
      try {
        engine.take(value);
      } catch (WireFormatException e) {
        shared.metrics().unreadable(String.valueOf(e.getMessage()), merge.watermarkMs());
      }
    }

    private void advance(long watermarkMs) {
      report.update(watermarkMs, engine.advance(watermarkMs));
    }

    void close() {
      warmUp.close();
      report.remove();
    }
  }
}
