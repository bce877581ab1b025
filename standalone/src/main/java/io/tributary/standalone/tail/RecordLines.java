package io.tributary.standalone.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertProgress;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertTransition;
import io.tributary.schemas.remotewrite.ByteRanges;
import io.tributary.schemas.remotewrite.HistogramReader;
import io.tributary.schemas.remotewrite.SampleColumns;
import io.tributary.schemas.remotewrite.WireFormatException;
import io.tributary.schemas.topic.AlertTopic;
import io.tributary.schemas.topic.RecordedTopic;
import io.tributary.schemas.topic.SampleRecordReader;
import io.tributary.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Takes records apart. What cannot be read is shown as it came, never left out. */
public final class RecordLines {
  private final SampleRecordReader samples = new SampleRecordReader();
  private final HistogramReader histograms = new HistogramReader();

  /** The lines of one record of the topic. */
  public List<Line> of(Topic topic, ConsumerRecord<byte[], byte[]> consumed) {
    try {
      return switch (topic) {
        case SAMPLES, RECORDED -> samples(consumed);
        case ALERTS -> List.of(alert(consumed));
        case TRANSITIONS -> List.of(transition(consumed));
        case REJECTED -> List.of(other(consumed));
      };
    } catch (WireFormatException | InvalidProtocolBufferException e) {
      return List.of(other(consumed));
    }
  }

  private List<Line> samples(ConsumerRecord<byte[], byte[]> consumed) {
    if (consumed.value() == null) {
      return List.of(other(consumed));
    }
    if (SampleRecordReader.isTick(consumed.value())) {
      return List.of(new Line.Tick(consumed.partition(), consumed.timestamp()));
    }
    String cluster = key(consumed);
    boolean correction = consumed.headers().lastHeader(RecordedTopic.CORRECTION) != null;
    List<Line> lines = new ArrayList<>();
    samples.reset(consumed.value());
    while (samples.next()) {
      Labels labels = samples.labels();
      SampleColumns columns = samples.samples();
      for (int i = 0; i < columns.size(); i++) {
        lines.add(
            new Line.Sample(cluster, labels, columns.timestampMs(i), columns.value(i), correction));
      }
      ByteRanges ranges = samples.histograms();
      for (int i = 0; i < ranges.size(); i++) {
        var histogram = histograms.read(samples.bytes(), ranges.start(i), ranges.end(i));
        lines.add(
            new Line.Histogram(cluster, labels, histograms.timestampMs(), histogram, correction));
      }
    }
    return lines;
  }

  private static Line alert(ConsumerRecord<byte[], byte[]> consumed)
      throws InvalidProtocolBufferException {
    String key = key(consumed);
    if (consumed.value() == null) {
      return new Line.AlertGone(key, consumed.timestamp());
    }
    Header type = consumed.headers().lastHeader(AlertTopic.TYPE);
    if (type != null && new String(type.value(), UTF_8).equals(AlertTopic.PROGRESS)) {
      return new Line.Progress(key, AlertProgress.parseFrom(consumed.value()));
    }
    return new Line.Alert(key, AlertRecord.parseFrom(consumed.value()));
  }

  private static Line transition(ConsumerRecord<byte[], byte[]> consumed)
      throws InvalidProtocolBufferException {
    return consumed.value() == null
        ? other(consumed)
        : new Line.Transition(key(consumed), AlertTransition.parseFrom(consumed.value()));
  }

  private static Line other(ConsumerRecord<byte[], byte[]> consumed) {
    Map<String, String> headers = new TreeMap<>();
    for (Header header : consumed.headers()) {
      headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
    }
    int bytes = consumed.value() == null ? 0 : consumed.value().length;
    return new Line.Other(key(consumed), consumed.timestamp(), bytes, headers);
  }

  private static String key(ConsumerRecord<byte[], byte[]> consumed) {
    return consumed.key() == null ? "" : new String(consumed.key(), UTF_8);
  }
}
