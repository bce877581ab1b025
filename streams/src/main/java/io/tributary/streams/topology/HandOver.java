package io.tributary.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.streams.eval.TaskEngine;
import io.tributary.streams.window.LabelsLayout;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a partition tells the merger of a rule that it evaluated and the merger does from now on, as
 * when a rule across clusters joins its group: the rule's alerts and the series that it yields, so
 * that they go on as they are. Records of the {@link GatherTopic}, sent before the first watermark
 * with which the merger may evaluate the rule.
 *
 * <p>And that it took samples before it sent any: a merger that has heard of nothing yet would take
 * them for all that there are.
 *
 * <pre>
 *   header  hand-over-alert   key of the rule, UTF-8; the value is an AlertRecord
 *   or      hand-over-output  key of the rule, UTF-8; the value is as in {@link LabelsLayout}
 *   or      hand-over-begun   empty; the value is empty too
 * </pre>
 */
final class HandOver {
  private static final Logger log = LoggerFactory.getLogger(HandOver.class);

  private static final String ALERT = "hand-over-alert";
  private static final String OUTPUT = "hand-over-output";
  private static final String BEGUN = "hand-over-begun";

  private HandOver() {}

  static Record<byte[], byte[]> of(byte[] key, String ruleKey, AlertRecord alert, long nowMs) {
    return new Record<>(key, alert.toByteArray(), nowMs, headers(ALERT, ruleKey));
  }

  static Record<byte[], byte[]> of(byte[] key, String ruleKey, Labels output, long nowMs) {
    return new Record<>(key, LabelsLayout.encode(output), nowMs, headers(OUTPUT, ruleKey));
  }

  /** The partition took samples before it sent any. */
  static Record<byte[], byte[]> begun(byte[] key, long nowMs) {
    return new Record<>(key, new byte[0], nowMs, headers(BEGUN, ""));
  }

  static boolean isBegun(Record<byte[], byte[]> record) {
    return record.headers().lastHeader(BEGUN) != null;
  }

  private static Headers headers(String name, String ruleKey) {
    return new RecordHeaders().add(name, ruleKey.getBytes(UTF_8));
  }

  /**
   * Lets the merger's engine go on with what a record hands over.
   *
   * @return whether it does hand something over
   */
  static boolean take(Record<byte[], byte[]> record, TaskEngine engine) {
    Header alert = record.headers().lastHeader(ALERT);
    Header output = record.headers().lastHeader(OUTPUT);
    if (alert != null) {
      take(new String(alert.value(), UTF_8), record.value(), engine);
    } else if (output != null) {
      engine.takeOver(new String(output.value(), UTF_8), LabelsLayout.decode(record.value()));
    }
    return alert != null || output != null;
  }

  private static void take(String ruleKey, byte[] alert, TaskEngine engine) {
    try {
      engine.takeOver(ruleKey, AlertRecord.parseFrom(alert));
    } catch (InvalidProtocolBufferException e) {
      log.warn("passed over an alert of {} that was handed over and can't be read", ruleKey, e);
    }
  }
}
