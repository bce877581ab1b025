package io.tributary.streams.topology;

import io.tributary.schemas.remotewrite.WireFormatException;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.streams.eval.Feeds;
import io.tributary.streams.eval.HistoryRequest;
import io.tributary.streams.eval.MergeLink;
import io.tributary.streams.eval.RulePlan;
import io.tributary.streams.eval.TaskEngine;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the merged groups, each instant once the watermarks of all partitions have passed it.
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
    private final FeedBook feeds;
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
      feeds = new FeedBook(shared.partitions(), store);
      engine = shared.engine(store, emissions, MergeLink.merger(feeds));
      engine.start(plan.ofMerger());
      warmUp = new WarmUp(context, task, engine, shared.history(), this::sentSince);
      report = shared.report(task, engine, warmUp);
      merge = new WatermarkMerge(shared.partitions(), store, this::samples, this::advance);
    }

    void process(Record<byte[], byte[]> record) {
      warmUp.step();
      if (HandOver.take(record, engine)) {
        return;
      }
      int partition = GatherTopic.partition(record.key());
      if (HandOver.isBegun(record)) {
        if (merge.watermarkMs(partition) == Long.MIN_VALUE) {
          engine.lackWhatWas(plan.ofMerger());
        }
        return;
      }
      if (!SampleRecordReader.isTick(record.value())) {
        merge.record(partition, record.value());
        return;
      }
      RulePlan current = shared.plan().get();
      boolean changed = !current.equals(plan);
      if (changed) {
        plan = current;
        engine.use(plan.ofMerger());
      }
      Header announced = record.headers().lastHeader(FeedsHeader.NAME);
      if (announced != null) {
        long afterMs = merge.watermarkMs(partition);
        feeds.announce(partition, afterMs, FeedsHeader.decode(announced.value()));
      }
      if (changed || announced != null) {
        warmUp.begin();
      }
      merge.watermark(partition, record.timestamp());
      if (engine.waitingRules() > 0 && !warmUp.isUnderWay()) {
        warmUp.begin();
      }
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
      report.update(watermarkMs, engine.advance(watermarkMs, context.currentSystemTimeMs()));
      feeds.forgetUntil(watermarkMs);
    }

    /** From where on partitions send what is lacking; null while some does not yet. */
    private History.@Nullable Wanted sentSince(HistoryRequest request) {
      Map<Integer, Long> since = feeds.since(request.wanted().stream().map(Feeds::of).toList());
      return since == null
          ? null
          : new History.Wanted(since, request.fromMs(), request.wanted(), true);
    }

    void close() {
      warmUp.close();
      report.remove();
    }
  }
}
