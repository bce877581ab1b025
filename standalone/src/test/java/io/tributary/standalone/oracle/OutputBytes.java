package io.tributary.standalone.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tributary.schemas.proto.alert.AlertProgress;
import io.tributary.schemas.topic.AlertTopic;
import io.tributary.schemas.topic.RecordedTopic;
import io.tributary.schemas.topic.Topic;
import io.tributary.testkit.KafkaFixture;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The committed records of the output topics, in full: timestamp, headers and value of each, by
 * topic, partition and key. A key of alerts or transitions belongs to one task, so that their order
 * counts. Records of a cluster's recorded samples may come from its own task and from the merger,
 * whose interleaving is Kafka's and not promised: those of one instant are compared as a set.
 */
record OutputBytes(Map<String, List<String>> byKey, long count) {

  static OutputBytes read(KafkaFixture kafka) {
    Map<String, List<String>> byKey = new TreeMap<>();
    long count = 0;
    for (Topic topic : List.of(Topic.RECORDED, Topic.ALERTS, Topic.TRANSITIONS)) {
      for (ConsumerRecord<byte[], byte[]> record : kafka.records(topic.topicName())) {
        String key = record.topic() + "-" + record.partition() + " " + text(record.key());
        byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(text(record));
        count++;
      }
    }
    return new OutputBytes(byKey, count);
  }

  /** How many of the records correct others. */
  long corrections() {
    return byKey.values().stream()
        .flatMap(List::stream)
        .filter(record -> record.contains(" " + RecordedTopic.CORRECTION + "="))
        .count();
  }

  /** What was written since {@code before} was read. */
  OutputBytes after(OutputBytes before) {
    Map<String, List<String>> later = new TreeMap<>();
    byKey.forEach(
        (key, all) -> {
          int from = before.byKey.getOrDefault(key, List.of()).size();
          if (from < all.size()) {
            later.put(key, all.subList(from, all.size()));
          }
        });
    return new OutputBytes(later, count - before.count);
  }

  /** The first difference, or null. */
  @Nullable String differenceFrom(OutputBytes other) {
    if (!byKey.keySet().equals(other.byKey.keySet())) {
      List<String> more = new ArrayList<>(byKey.keySet());
      more.removeAll(other.byKey.keySet());
      List<String> less = new ArrayList<>(other.byKey.keySet());
      less.removeAll(byKey.keySet());
      return "keys only here " + more + ", only there " + less;
    }
    for (Map.Entry<String, List<String>> entry : byKey.entrySet()) {
      boolean ordered = !entry.getKey().startsWith(Topic.RECORDED.topicName());
      List<String> mine = comparable(entry.getValue(), ordered);
      List<String> theirs =
          comparable(other.byKey.getOrDefault(entry.getKey(), List.of()), ordered);
      for (int i = 0; i < Math.max(mine.size(), theirs.size()); i++) {
        String ours = i < mine.size() ? mine.get(i) : "nothing";
        String their = i < theirs.size() ? theirs.get(i) : "nothing";
        if (!ours.equals(their)) {
          return entry.getKey() + ", record " + i + " is\n" + ours + "\nand not\n" + their;
        }
      }
    }
    return null;
  }

  /** Records begin with their timestamps: their order as texts is that of instants. */
  private static List<String> comparable(List<String> records, boolean ordered) {
    return ordered ? records : records.stream().sorted().toList();
  }

  /** Until when each task says that it has evaluated everything, in milliseconds. */
  static Map<String, Long> progress(KafkaFixture kafka) {
    Map<String, Long> progress = new HashMap<>();
    try {
      for (ConsumerRecord<byte[], byte[]> record : kafka.records(Topic.ALERTS.topicName())) {
        if (new String(record.key(), UTF_8).startsWith("~progress/") && record.value() != null) {
          progress.put(
              AlertTopic.taskOf(record.key()),
              AlertProgress.parseFrom(record.value()).getEvaluatedUntilMs());
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    return progress;
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    StringBuilder text = new StringBuilder().append(record.timestamp());
    for (Header header : record.headers()) {
      text.append(' ').append(header.key()).append('=').append(text(header.value()));
    }
    return text.append(' ').append(digest(record.value())).toString();
  }

  /** Short values as they are, long ones by their length and hash, which is memory enough. */
  private static String digest(byte @Nullable [] value) {
    if (value == null) {
      return "null";
    }
    if (value.length <= 64) {
      return HexFormat.of().formatHex(value);
    }
    try {
      byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(value);
      return value.length + ":" + HexFormat.of().formatHex(Arrays.copyOf(hash, 16));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(byte[] bytes) {
    return UTF_8.decode(ByteBuffer.wrap(bytes)).toString();
  }
}
