package io.tributary.streams.topology;

import io.tributary.schemas.remotewrite.WireFormatException;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.streams.eval.Feeds;
import io.tributary.streams.eval.HistoryRequest;
import io.tributary.streams.eval.MergeLink;
import io.tributary.streams.eval.RulePlan;
import io.tributary.streams.eval.TaskEngine;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
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
  private final TaskContext shared;
  private @Nullable Running running;

  PartitionProcessor(TaskContext shared) {
    this.shared = shared;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(RuleTopology.PARTITION_STORE);
    running = new Running(context, shared, shared.store(store, context.taskId().toString()));
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
    private final GatherForwarder forwarder;
    private final WarmUp warmUp;
    private long watermarkMs = Long.MIN_VALUE;
    private long offset = -1;

    Running(ProcessorContext<byte[], byte[]> context, TaskContext shared, TaskStore store) {
      this.context = context;
      this.shared = shared;
      String task = context.taskId().toString();
      plan = shared.plan().get();
      forwarder = shared.forwarder(context);
      emissions = new RecordEmissions(context, RecordSinks.OF_PARTITION, task, this::recorded);
      int partition = context.taskId().partition();
      PartialRecords partials = new PartialRecords(context, partition);
      engine = shared.engine(store, emissions, new MergeLink(partition, Feeds.ALL, partials));
      engine.start(plan.ofPartition());
      warmUp = new WarmUp(context, task, engine, shared.history(), this::takenSince);
      report = shared.report(task, engine, warmUp);
    }

    void process(Record<byte[], byte[]> record) {
      boolean first = offset < 0;
      offset = context.recordMetadata().map(RecordMetadata::offset).orElse(0L);
      if (first) {
        // What a new rule lacked when the task was stopped it lacks still.
        sendFromNowOn(record.timestamp());
        warmUp.begin();
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
        forwarder.take(value, timestampMs, GatherRecord.SAMPLES);
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
        engine.use(plan.ofPartition());
        warmUp.begin();
        sendFromNowOn(tickMs);
      }
      if (engine.waitingRules() > 0 && !warmUp.isUnderWay()) {
        warmUp.begin();
      }
      boolean evaluated = engine.advance(tickMs, context.currentSystemTimeMs());
      boolean forwarded = forwarder.advance(tickMs, offset, engine.feeds());
      boolean emitted = emissions.takeAny();
      if (emitted || forwarded) {
        shared.requestCommit(context, tickMs);
      }
      report.update(tickMs, evaluated);
    }

    private void sendFromNowOn(long nowMs) {
      GatherForwarder.Wanted wanted = shared.wanted(plan);
      if (engine.hasBegun() && !wanted.groups().isEmpty()) {
        byte[] key = GatherTopic.key(context.taskId().partition());
        context.forward(HandOver.begun(key, nowMs), RecordSinks.GATHER);
      }
      forwarder.use(wanted);
    }

    private void recorded(byte[] value, boolean correction) {
      GatherRecord content = correction ? GatherRecord.CORRECTIONS : GatherRecord.RESULTS;
      forwarder.take(value, watermarkMs, content);
    }

    /** All that the task takes from its present record on, it takes for new rules too. */
    private History.Wanted takenSince(HistoryRequest request) {
      Map<Integer, Long> since = Map.of(context.taskId().partition(), offset);
      return new History.Wanted(since, request.fromMs(), request.wanted(), false, Long.MIN_VALUE);
    }

    void close() {
      warmUp.close();
      report.remove();
    }
  }
}
