package io.tributary.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.proto.alert.AlertProgress;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertTransition;
import io.tributary.schemas.remotewrite.ByteRanges;
import io.tributary.schemas.remotewrite.HistogramReader;
import io.tributary.schemas.remotewrite.SampleColumns;
import io.tributary.schemas.sample.StalenessMarker;
import io.tributary.schemas.topic.SampleRecordReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records as lines of text, to compare with what is expected. */
final class RecordLines {
  private static final HistogramReader HISTOGRAMS = new HistogramReader();

  private RecordLines() {}

  /** One line for each sample of a record of {@code tributary.recorded}. */
  static List<String> samples(byte[] value) {
    List<String> lines = new ArrayList<>();
    SampleRecordReader reader = new SampleRecordReader();
    reader.reset(value);
    while (reader.next()) {
      SampleColumns samples = reader.samples();
      for (int i = 0; i < samples.size(); i++) {
        double sample = samples.value(i);
        String text = StalenessMarker.is(sample) ? "stale" : String.valueOf(sample);
        lines.add(reader.labels() + " " + text + " @" + samples.timestampMs(i) / 1000);
      }
      ByteRanges messages = reader.histograms();
      for (int i = 0; i < messages.size(); i++) {
        FloatHistogram histogram =
            HISTOGRAMS.read(reader.bytes(), messages.start(i), messages.end(i));
        long seconds = HISTOGRAMS.timestampMs() / 1000;
        lines.add(reader.labels() + " " + histogram + " @" + seconds);
      }
    }
    return lines;
  }

  static String alert(byte[] key, byte @Nullable [] value) {
    String name = new String(key, UTF_8);
    if (value == null) {
      return name + " forgotten";
    }
    try {
      if (name.startsWith("~progress/")) {
        return name + " " + AlertProgress.parseFrom(value).getEvaluatedUntilMs() / 1000;
      }
      AlertRecord alert = AlertRecord.parseFrom(value);
      return name
          + " "
          + alert.getState().name().substring("ALERT_STATE_".length())
          + " "
          + alert.getValue()
          + " "
          + alert.getAnnotationsMap();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  static String transition(byte[] value) {
    try {
      AlertTransition transition = AlertTransition.parseFrom(value);
      int prefix = "ALERT_STATE_".length();
      return transition.getRule().getAlert()
          + " "
          + transition.getLabelsMap().get("instance")
          + " "
          + transition.getFrom().name().substring(prefix)
          + "->"
          + transition.getTo().name().substring(prefix)
          + " @"
          + transition.getAtMs() / 1000;
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
