package io.tributary.streams.topology;

import io.tributary.schemas.remotewrite.WireFormatException;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.streams.eval.RulePlan;
import io.tributary.streams.eval.Scope;
import io.tributary.streams.eval.TaskEngine;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One partition of {@code tributary.samples}: samples go into windows, ticks evaluate the local
 * groups. Of one thread.
 */
final class PartitionProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  /** So often windows are filled for new rules; only while there are any. */
  private static final Duration STEP_EVERY = Duration.ofMillis(100);

  private final TaskContext shared;
  private @Nullable Running running;

  PartitionProcessor(TaskContext shared) {
    this.shared = shared;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(RuleTopology.PARTITION_STORE);
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
    private final TaskReport report;
    private RulePlan plan;
    private GatherForwarder forwarder;
    private final WarmUp warmUp;
    private long watermarkMs = Long.MIN_VALUE;
    private long offset = -1;
    private @Nullable Cancellable steps;

    Running(ProcessorContext<byte[], byte[]> context, TaskContext shared, TaskStore store) {
      this.context = context;
      this.shared = shared;
      String task = context.taskId().toString();
      plan = shared.plan().get();
      forwarder = forwarder(plan);
      emissions = new RecordEmissions(context, RecordSinks.OF_PARTITION, task, this::recorded);
      engine = shared.engine(store, emissions);
      engine.start(plan.of(Scope.LOCAL));
      warmUp =
          new WarmUp(
              task, engine, shared.history(), () -> Map.of(context.taskId().partition(), offset));
      report = shared.report(task, engine, warmUp);
    }

    void process(Record<byte[], byte[]> record) {
      boolean first = offset < 0;
      offset = context.recordMetadata().map(RecordMetadata::offset).orElse(0L);
      if (first) {
        // What a new rule lacked when the task was stopped it lacks still.
        beginWarmUp();
      }
      take(record);
      warmUp.step();
    }

    private void take(Record<byte[], byte[]> record) {
      byte[] value = record.value();
      if (value == null) {
        shared.metrics().unreadable("a record without a value", record.timestamp());
      } else if (SampleRecordReader.isTick(value)) {
        tick(record.timestamp());
      } else {
        samples(value, record.timestamp());
      }
    }

    private void samples(byte[] value, long timestampMs) {
      try {
        engine.take(value);
        forwarder.take(value, timestampMs);
      } catch (WireFormatException e) {
        shared.metrics().unreadable(String.valueOf(e.getMessage()), timestampMs);
      }
    }

    private void tick(long tickMs) {
      if (tickMs <= watermarkMs) {
        return;
      }
      watermarkMs = tickMs;
      RulePlan current = shared.plan().get();
      if (!current.equals(plan)) {
        plan = current;
        engine.use(plan.of(Scope.LOCAL));
        beginWarmUp();
        forwarder = forwarder(plan).after(forwarder);
      }
      boolean evaluated = engine.advance(tickMs);
      boolean forwarded = forwarder.advance(tickMs);
      boolean emitted = emissions.takeAny();
      if (emitted || forwarded) {
        shared.requestCommit(context, tickMs);
      }
      report.update(tickMs, evaluated);
    }

    private void beginWarmUp() {
      warmUp.begin();
      if (warmUp.underWay() && steps == null) {
        steps =
            context.schedule(STEP_EVERY, PunctuationType.WALL_CLOCK_TIME, nowMs -> stepOrCancel());
      }
    }

    private void stepOrCancel() {
      warmUp.step();
      if (!warmUp.underWay() && steps != null) {
        steps.cancel();
        steps = null;
      }
    }

    private void recorded(byte[] value) {
      forwarder.take(value, watermarkMs);
    }

    private GatherForwarder forwarder(RulePlan of) {
      return shared.forwarder(context, of.of(Scope.GATHER));
    }

    void close() {
      warmUp.close();
      report.remove();
    }
  }
}
