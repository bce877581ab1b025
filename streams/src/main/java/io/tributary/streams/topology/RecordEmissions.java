package io.tributary.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.proto.alert.AlertProgress;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertTransition;
import io.tributary.schemas.topic.AlertTopic;
import io.tributary.schemas.topic.RecordedTopic;
import io.tributary.streams.eval.Emissions;
import io.tributary.streams.eval.OutputSeries;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of what evaluations yield and forwards them to the topics. Record timestamps are
 * the instants of evaluation, and what is in which record follows from the evaluation alone, so
 * that a replay writes the same bytes. Of one thread.
 */
final class RecordEmissions implements Emissions {
  private final ProcessorContext<byte[], byte[]> context;
  private final RecordSinks sinks;
  private final String task;
  private final Recorded recorded;
  private final RecordedBatch batch = new RecordedBatch();
  private boolean any;

  /** Is told of each record of recorded samples. */
  interface Recorded {
    /**
     * A record was forwarded.
     *
     * @param correction whether its samples take the place of earlier ones
     */
    void record(byte[] value, boolean correction);
  }

  /**
   * Forwards to the sinks of a context.
   *
   * @param recorded told of what goes to {@code tributary.recorded}
   */
  RecordEmissions(
      ProcessorContext<byte[], byte[]> context, RecordSinks sinks, String task, Recorded recorded) {
    this.context = context;
    this.sinks = sinks;
    this.task = task;
    this.recorded = recorded;
  }

  /** Whether anything was forwarded since the last call. */
  boolean takeAny() {
    boolean was = any;
    any = false;
    return was;
  }

  @Override
  public void sample(OutputSeries series, long timestampMs, double value) {
    batch.add(series, timestampMs, value, null);
  }

  @Override
  public void histogram(OutputSeries series, long timestampMs, FloatHistogram histogram) {
    batch.add(series, timestampMs, 0, histogram);
  }

  @Override
  public void endGroup(long nowMs) {
    batch.drain(
        (cluster, value) -> {
          forward(cluster.getBytes(UTF_8), value, nowMs, new RecordHeaders(), sinks.recorded());
          recorded.record(value, false);
        });
  }

  @Override
  public void endCorrection(long instantMs) {
    Headers headers = new RecordHeaders();
    headers.add(RecordedTopic.CORRECTION, "true".getBytes(UTF_8));
    batch.drain(
        (cluster, value) -> {
          forward(cluster.getBytes(UTF_8), value, instantMs, headers, sinks.recorded());
          recorded.record(value, true);
        });
  }

  @Override
  public void alert(String alertKey, @Nullable AlertRecord alert, long nowMs) {
    Headers headers = new RecordHeaders();
    headers.add(AlertTopic.TYPE, AlertTopic.ALERT.getBytes(UTF_8));
    headers.add(AlertTopic.TASK, task.getBytes(UTF_8));
    byte[] value = alert == null ? null : alert.toByteArray();
    forward(alertKey.getBytes(UTF_8), value, nowMs, headers, sinks.alerts());
  }

  @Override
  public void transition(String alertKey, AlertTransition transition) {
    forward(
        alertKey.getBytes(UTF_8),
        transition.toByteArray(),
        transition.getAtMs(),
        new RecordHeaders(),
        sinks.transitions());
  }

  @Override
  public void progress(long evaluatedUntilMs) {
    Headers headers = new RecordHeaders();
    headers.add(AlertTopic.TYPE, AlertTopic.PROGRESS.getBytes(UTF_8));
    byte[] value =
        AlertProgress.newBuilder().setEvaluatedUntilMs(evaluatedUntilMs).build().toByteArray();
    forward(AlertTopic.progressKey(task), value, evaluatedUntilMs, headers, sinks.alerts());
  }

  private void forward(
      byte[] key, byte @Nullable [] value, long timestampMs, Headers headers, String sink) {
    any = true;
    context.forward(new Record<>(key, value, timestampMs, headers), sink);
  }
}
