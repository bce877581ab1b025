package io.tributary.standalone.interop;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertState;
import io.tributary.schemas.proto.alert.AlertTransition;
import java.io.UncheckedIOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A step in an alert's life, as {@code tributary.transitions} has it.
 *
 * @param labels of the alert
 * @param atMs the instant that decided it
 * @param activeAtMs since when the alert's expression has held
 */
record Transition(Labels labels, AlertState from, AlertState to, long atMs, long activeAtMs) {
  static Transition read(ConsumerRecord<byte[], byte[]> record) {
    try {
      AlertTransition read = AlertTransition.parseFrom(record.value());
      return new Transition(
          Labels.of(read.getLabelsMap()),
          read.getFrom(),
          read.getTo(),
          read.getAtMs(),
          read.getActiveAtMs());
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }
}
