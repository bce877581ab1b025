package io.tributary.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.schemas.topic.Topic;
import io.tributary.standalone.logging.LibraryLogs;
import io.tributary.standalone.tail.Line;
import io.tributary.standalone.tail.LineJson;
import io.tributary.standalone.tail.LineText;
import io.tributary.standalone.tail.RecordLines;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description = "Prints the records of a topic as they come, one line for each thing they say.%n")
final class TailCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(200);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "TOPIC",
      description = "samples, recorded, alerts, transitions or rejected.")
  private String topicName = "";

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(names = "--from-beginning", description = "First everything that the topic holds.")
  private boolean fromBeginning;

  @Option(names = "--no-follow", description = "Ends where the topic ended at the start.")
  private boolean noFollow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "Ends after so many lines.")
  private long maxLines = Long.MAX_VALUE;

  @Option(names = "--cluster", paramLabel = "NAME", description = "Only what is of this cluster.")
  private @Nullable String cluster;

  @Option(names = "--json", description = "JSON, one object a line; exact numbers.")
  private boolean json;

  @Option(names = "--ticks", description = "The ticks in samples, and progress in alerts, too.")
  private boolean ticks;

  private final RecordLines lines = new RecordLines();

  @Override
  public Integer call() {
    Topic topic = topic();
    // What keeps it from Kafka is said below, once; the client says it twice a second.
    LibraryLogs.onlyErrors();
    PrintWriter out = spec.commandLine().getOut();
    try (KafkaConsumer<byte[], byte[]> consumer =
        KafkaOptions.consumer(KafkaOptions.read(kafka.source()))) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
      if (fromBeginning) {
        consumer.seekToBeginning(partitions);
      } else {
        ends.forEach(consumer::seek);
      }
      long left = maxLines;
      while (left > 0 && !out.checkError()) {
        for (var consumed : inTime(consumer.poll(POLL))) {
          for (Line line : lines.of(topic, consumed)) {
            if (left > 0 && isWanted(line, consumed)) {
              out.println(json ? LineJson.of(line) : LineText.of(line));
              left--;
            }
          }
        }
        out.flush();
        if (noFollow
            && ends.entrySet().stream()
                .allMatch(e -> consumer.position(e.getKey()) >= e.getValue())) {
          break;
        }
      }
    }
    return ExitCode.OK;
  }

  /** What has come from several partitions, in the order in which it happened. */
  private static List<ConsumerRecord<byte[], byte[]>> inTime(
      ConsumerRecords<byte[], byte[]> polled) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(polled.count());
    polled.forEach(records::add);
    records.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
    return records;
  }

  private Topic topic() {
    for (Topic topic : Topic.values()) {
      if (topic.topicName().equals(topicName) || shortName(topic).equals(topicName)) {
        return topic;
      }
    }
    throw new UsageException(
        "there is no topic \"%s\": the topics are %s"
            .formatted(
                topicName,
                Arrays.stream(Topic.values())
                    .map(TailCommand::shortName)
                    .collect(Collectors.joining(", "))));
  }

  private static String shortName(Topic topic) {
    return topic.topicName().substring(topic.topicName().indexOf('.') + 1);
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Topic topic) {
    List<PartitionInfo> found;
    try {
      found = consumer.partitionsFor(topic.topicName(), Duration.ofSeconds(10));
    } catch (TimeoutException e) {
      throw KafkaOptions.noAnswer(topic);
    }
    return found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
  }

  private boolean isWanted(Line line, ConsumerRecord<byte[], byte[]> consumed) {
    return switch (line) {
      case Line.Tick t -> ticks && cluster == null;
      case Line.Progress p -> ticks && cluster == null;
      case Line.Alert a -> isOfCluster(a.alert().getLabelsMap());
      case Line.Transition t -> isOfCluster(t.transition().getLabelsMap());
      case Line.AlertGone g -> cluster == null;
      case Line.Sample s -> hasKey(consumed);
      case Line.Histogram h -> hasKey(consumed);
      case Line.Other o -> hasKey(consumed);
    };
  }

  private boolean isOfCluster(Map<String, String> labels) {
    return cluster == null || cluster.equals(labels.get("cluster"));
  }

  private boolean hasKey(ConsumerRecord<byte[], byte[]> consumed) {
    return cluster == null
        || (consumed.key() != null && cluster.equals(new String(consumed.key(), UTF_8)));
  }
}
