package io.tributary.standalone.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertState;
import io.tributary.schemas.proto.alert.AlertTransition;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.sample.StalenessMarker;
import io.tributary.schemas.topic.AlertTopic;
import io.tributary.schemas.topic.RecordedTopic;
import io.tributary.schemas.topic.Topic;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordLinesTest {
  private final RecordLines lines = new RecordLines();

  private static ConsumerRecord<byte[], byte[]> consumed(
      @Nullable String key, byte @Nullable [] value) {
    return new ConsumerRecord<>("t", 0, 7, key == null ? null : key.getBytes(UTF_8), value);
  }

  private static byte[] samples(double... values) {
    RequestWriter writer = new RequestWriter();
    writer.reset();
    writer.startSeries(Labels.of("__name__", "up", "cluster", "a"));
    for (int i = 0; i < values.length; i++) {
      writer.sample(1000L * (i + 1), values[i], 0);
    }
    writer.endSeries();
    return writer.toByteArray();
  }

  @Test
  void samples_areOneLineEach_withExactValues() {
    List<Line> found =
        lines.of(
            Topic.SAMPLES,
            consumed(
                "a", samples(0.1, Double.NaN, StalenessMarker.VALUE, Double.NEGATIVE_INFINITY)));
    assertThat(found.stream().map(LineText::of))
        .containsExactly(
            "1970-01-01T00:00:01Z  up{cluster=\"a\"}  0.1",
            "1970-01-01T00:00:02Z  up{cluster=\"a\"}  NaN",
            "1970-01-01T00:00:03Z  up{cluster=\"a\"}  stale",
            "1970-01-01T00:00:04Z  up{cluster=\"a\"}  -Inf");
    assertThat(LineJson.of(found.get(0)))
        .isEqualTo(
            "{\"cluster\":\"a\",\"labels\":{\"__name__\":\"up\",\"cluster\":\"a\"},"
                + "\"timestamp\":1000,\"value\":0.1}");
    assertThat(LineJson.of(found.get(2))).endsWith("\"value\":\"stale\"}");
    assertThat(LineJson.of(found.get(3))).endsWith("\"value\":\"-Inf\"}");
  }

  @Test
  void correction_isMarked() {
    ConsumerRecord<byte[], byte[]> record = consumed("a", samples(0.1));
    record.headers().add(RecordedTopic.CORRECTION, "true".getBytes(UTF_8));
    Line line = lines.of(Topic.RECORDED, record).getFirst();

    assertThat(LineText.of(line))
        .isEqualTo("1970-01-01T00:00:01Z  up{cluster=\"a\"}  0.1  (corrected)");
    assertThat(LineJson.of(line)).endsWith("\"timestamp\":1000,\"correction\":true,\"value\":0.1}");
  }

  @Test
  void numbers_readBackAsTheSameBits() {
    for (double value : new double[] {5, -0.0, 0, 1e15, 123456789.25, 4.9e-324, 1e300, 0.1 + 0.2}) {
      assertThat(Double.doubleToRawLongBits(Double.parseDouble(Values.number(value))))
          .isEqualTo(Double.doubleToRawLongBits(value));
    }
    assertThat(Values.number(5)).isEqualTo("5");
  }

  @Test
  void tick_isItsWatermark() {
    List<Line> found = lines.of(Topic.SAMPLES, consumed(null, new byte[0]));
    assertThat(found).singleElement().isInstanceOf(Line.Tick.class);
  }

  @Test
  void alert_showsStateLabelsAndValue() {
    AlertRecord alert =
        AlertRecord.newBuilder()
            .setState(AlertState.ALERT_STATE_FIRING)
            .putLabels("alertname", "Down")
            .putAnnotations("summary", "a \"quoted\"\nline")
            .setValue(0.5)
            .setEvaluatedAtMs(60_000)
            .build();
    var consumed = consumed("k", alert.toByteArray());
    consumed.headers().add(AlertTopic.TYPE, AlertTopic.ALERT.getBytes(UTF_8));
    Line line = lines.of(Topic.ALERTS, consumed).getFirst();
    assertThat(LineText.of(line))
        .isEqualTo("1970-01-01T00:01:00Z  firing    {alertname=\"Down\"}  value=0.5");
    assertThat(LineJson.of(line))
        .contains("\"state\":\"firing\"", "\"summary\":\"a \\\"quoted\\\"\\nline\"");
    assertThat(lines.of(Topic.ALERTS, consumed("k", null)).getFirst())
        .isInstanceOf(Line.AlertGone.class);
  }

  @Test
  void transition_showsBothStates() {
    AlertTransition transition =
        AlertTransition.newBuilder()
            .setFrom(AlertState.ALERT_STATE_PENDING)
            .setTo(AlertState.ALERT_STATE_FIRING)
            .setAtMs(1000)
            .setValue(2)
            .build();
    Line line = lines.of(Topic.TRANSITIONS, consumed("k", transition.toByteArray())).getFirst();
    assertThat(LineText.of(line)).contains("pending -> firing", "value=2");
    assertThat(LineJson.of(line)).contains("\"from\":\"pending\"", "\"to\":\"firing\"");
  }

  @Test
  void whatCannotBeRead_isShownAsItCame() {
    var consumed = consumed("a", new byte[] {1, 2, 3});
    consumed.headers().add("reason", "bad".getBytes(UTF_8));
    for (Topic topic : Topic.values()) {
      Line line = lines.of(topic, consumed).getFirst();
      assertThat(LineText.of(line)).contains("3 bytes", "reason=bad");
      assertThat(LineJson.of(line)).contains("\"bytes\":3", "\"reason\":\"bad\"");
    }
  }
}
