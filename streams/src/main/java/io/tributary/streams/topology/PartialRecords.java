package io.tributary.streams.topology;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.streams.eval.OutputSeries;
import io.tributary.streams.eval.PartialEmissions;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Sends the merger what a partition works out for it, as records of samples. Of one thread. */
final class PartialRecords implements PartialEmissions {
  private final ProcessorContext<byte[], byte[]> context;
  private final byte[] key;
  private final RecordedBatch batch = new RecordedBatch();

  PartialRecords(ProcessorContext<byte[], byte[]> context, int partition) {
    this.context = context;
    this.key = GatherTopic.key(partition);
  }

  @Override
  public void result(
      OutputSeries series, long timestampMs, double value, @Nullable FloatHistogram histogram) {
    batch.add(series, timestampMs, value, histogram);
  }

  @Override
  public void handOver(String ruleKey, AlertRecord alert, long nowMs) {
    context.forward(HandOver.of(key, ruleKey, alert, nowMs), RecordSinks.GATHER);
  }

  @Override
  public void handOver(String ruleKey, Labels output, long nowMs) {
    context.forward(HandOver.of(key, ruleKey, output, nowMs), RecordSinks.GATHER);
  }

  @Override
  public void end(long nowMs) {
    batch.drain(
        (cluster, value) ->
            context.forward(
                new Record<>(key, value, nowMs, GatherRecord.RESULTS.headers()),
                RecordSinks.GATHER));
  }
}
