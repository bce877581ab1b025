package io.tributary.sink.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tributary.schemas.proto.alert.AlertProgress;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.topic.AlertTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the records of the alert topic into the book. */
final class AlertReader {
  private static final Logger LOG = LoggerFactory.getLogger(AlertReader.class);

  private final AlertBook book;
  private final NotifierMetrics metrics;

  AlertReader(AlertBook book, NotifierMetrics metrics) {
    this.book = book;
    this.metrics = metrics;
  }

  void read(ConsumerRecord<byte[], byte[]> record) {
    try {
      String type = header(record.headers(), AlertTopic.TYPE);
      if (record.key() == null || type == null) {
        undecodable(record, "it has no key or no header " + AlertTopic.TYPE);
      } else if (type.equals(AlertTopic.PROGRESS)) {
        readProgress(record);
      } else if (type.equals(AlertTopic.ALERT)) {
        readAlert(record);
      } else {
        undecodable(record, "its type is " + type);
      }
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      undecodable(record, e.toString());
    }
  }

  private void readProgress(ConsumerRecord<byte[], byte[]> record)
      throws InvalidProtocolBufferException {
    String task = AlertTopic.taskOf(record.key());
    if (record.value() == null) {
      book.removeTask(task);
    } else {
      book.progress(task, AlertProgress.parseFrom(record.value()).getEvaluatedUntilMs());
    }
  }

  private void readAlert(ConsumerRecord<byte[], byte[]> record)
      throws InvalidProtocolBufferException {
    String key = new String(record.key(), UTF_8);
    if (record.value() == null) {
      book.remove(key);
    } else {
      String task = header(record.headers(), AlertTopic.TASK);
      book.put(key, task, AlertRecord.parseFrom(record.value()));
    }
  }

  private static @Nullable String header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  private void undecodable(ConsumerRecord<byte[], byte[]> record, String why) {
    metrics.undecodable.inc();
    LOG.warn(
        "passed over offset {} of {}-{}, which is no alert: {}",
        record.offset(),
        record.topic(),
        record.partition(),
        why);
  }
}
