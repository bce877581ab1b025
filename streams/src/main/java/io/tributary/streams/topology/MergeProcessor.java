package io.tributary.streams.topology;

import io.tributary.schemas.remotewrite.WireFormatException;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.streams.eval.Feeds;
import io.tributary.streams.eval.HistoryRequest;
import io.tributary.streams.eval.MergeLink;
import io.tributary.streams.eval.RulePlan;
import io.tributary.streams.eval.TaskEngine;
import java.util.Map;
import java.util.Set;
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
    private final SentOffsets sent;
    private final TaskEngine engine;
    private final WarmUp warmUp;
    private final TaskReport report;
    private final WatermarkMerge merge;
    private RulePlan plan;

    /** What was read back last is for instants after this. */
    private long readBackForMs = Long.MIN_VALUE;

    Running(ProcessorContext<byte[], byte[]> context, TaskContext shared, TaskStore store) {
      this.context = context;
      this.shared = shared;
      String task = context.taskId().toString();
      plan = shared.plan().get();
      emissions =
          new RecordEmissions(context, RecordSinks.OF_MERGE, task, (value, correction) -> {});
      feeds = new FeedBook(shared.partitions(), store);
      sent = new SentOffsets(shared.partitions());
      engine = shared.engine(store, emissions, MergeLink.merger(feeds));
      engine.start(plan.ofMerger());
      warmUp = new WarmUp(context, task, engine, shared.history(), this::readBack);
      report = shared.report(task, engine, warmUp);
      merge = new WatermarkMerge(shared.partitions(), store, this::taken, this::advance);
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
        merge.record(partition, GatherRecord.of(record.headers()), record.value());
        return;
      }
      RulePlan current = shared.plan().get();
      boolean changed = !current.equals(plan);
      if (changed) {
        plan = current;
        engine.use(plan.ofMerger());
        forgetReadBack();
        sent.forget();
      }
      sent.take(partition, record.timestamp(), record.headers());
      Header announced = record.headers().lastHeader(FeedsHeader.NAME);
      if (announced != null) {
        long afterMs = merge.watermarkMs(partition);
        Set<Long> sends = FeedsHeader.decode(announced.value());
        Set<Long> ceased = feeds.announce(partition, afterMs, sends);
        if (!ceased.isEmpty()) {
          engine.lose(ceased);
          forgetReadBack();
        }
      }
      merge.watermark(partition, record.timestamp());
      if (engine.waitingRules() > 0 && !warmUp.isUnderWay()) {
        warmUp.begin();
      }
      if (emissions.takeAny()) {
        shared.requestCommit(context, record.timestamp());
      }
    }

    private void taken(GatherRecord content, byte[] value) {
      try {
        switch (content) {
          case SAMPLES -> engine.take(value);
          case RESULTS -> engine.takeResults(value);
          case CORRECTIONS -> engine.takeCorrections(value);
        }
      } catch (WireFormatException e) {
        shared.metrics().unreadable(String.valueOf(e.getMessage()), merge.watermarkMs());
      }
    }

    private void advance(long watermarkMs) {
      report.update(watermarkMs, engine.advance(watermarkMs, context.currentSystemTimeMs()));
      feeds.forgetUntil(watermarkMs);
    }

    private void forgetReadBack() {
      warmUp.close();
      readBackForMs = Long.MIN_VALUE;
    }

    /**
     * What is lacking up to where partitions have sent it for the task to take; null while some has
     * not begun to, or what was read is yet to be of use.
     */
    private History.@Nullable Wanted readBack(HistoryRequest request) {
      Map<Integer, Long> until = sent.all();
      if (until == null
          || request.watermarkMs() < readBackForMs
          || !feeds.areSent(request.wanted().stream().map(Feeds::of).toList())) {
        return null;
      }
      readBackForMs = sent.latestMs();
      return new History.Wanted(until, request.fromMs(), request.wanted(), true, readBackForMs);
    }

    void close() {
      warmUp.close();
      report.remove();
    }
  }
}
