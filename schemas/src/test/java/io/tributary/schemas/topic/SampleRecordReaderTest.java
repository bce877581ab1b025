package io.tributary.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.MetricType;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.remotewrite.WireFormatException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SampleRecordReaderTest {
  private static final Labels UP = Labels.of("__name__", "up", "cluster", "app", "job", "node");

  private final RequestWriter writer = new RequestWriter();
  private final SampleRecordReader reader = new SampleRecordReader();

  @Test
  void series_comeWithFingerprintLabelsAndSamples() {
    Labels down = Labels.of("__name__", "down", "cluster", "app");
    writer.startSeries(Fingerprint.of(UP), UP);
    writer.sample(1, 2.0, 3);
    writer.metadata(MetricType.GAUGE, writer.symbol("Is it up?"), 0);
    writer.endSeries();
    writer.startSeries(Fingerprint.of(down), down);
    writer.endSeries();
    reader.reset(writer.toByteArray());

    assertThat(reader.next()).isTrue();
    assertThat(reader.fingerprint()).isEqualTo(Fingerprint.of(UP));
    assertThat(reader.labels()).isEqualTo(UP);
    assertThat(reader.samples().timestampMs(0)).isEqualTo(1);
    assertThat(reader.samples().value(0)).isEqualTo(2.0);
    assertThat(reader.samples().startTimestampMs(0)).isEqualTo(3);
    assertThat(reader.metricType()).isEqualTo(MetricType.GAUGE);
    assertThat(reader.help()).isEqualTo("Is it up?");
    assertThat(reader.unit()).isEmpty();
    assertThat(reader.next()).isTrue();
    assertThat(reader.fingerprint()).isEqualTo(Fingerprint.of(down));
    assertThat(reader.samples().size()).isZero();
    assertThat(reader.next()).isFalse();
  }

  @Test
  void notedSeries_areComeBackTo() {
    for (int i = 0; i < 100; i++) {
      Labels labels = UP.toBuilder().set("i", Integer.toString(i)).build();
      writer.startSeries(Fingerprint.of(labels), labels);
      writer.sample(1, (double) i, 0);
      writer.endSeries();
    }
    reader.reset(writer.toByteArray());
    while (reader.next()) {
      if (reader.samples().value(0) % 3 == 0) {
        reader.note();
      }
    }

    assertThat(reader.notedCount()).isEqualTo(34);
    for (int i = 0; i < 34; i++) {
      reader.seekNoted(i);
      assertThat(reader.labels().get("i")).isEqualTo(Integer.toString(3 * i));
      assertThat(reader.fingerprint()).isEqualTo(Fingerprint.of(reader.labels()));
      assertThat(reader.samples().value(0)).isEqualTo(3.0 * i);
    }
    reader.reset(writer.toByteArray());
    assertThat(reader.notedCount()).isZero();
  }

  @Test
  void recordOfAStranger_getsItsFingerprintsComputed() {
    writer.startSeries(UP);
    writer.endSeries();
    reader.reset(writer.toByteArray());
    reader.next();

    assertThat(reader.fingerprint()).isEqualTo(Fingerprint.of(UP));
  }

  @Test
  void tick_isAnEmptyValue() {
    reader.reset(new byte[0]);

    assertThat(reader.next()).isFalse();
    assertThat(SampleRecordReader.isTick(new byte[0])).isTrue();
    assertThat(SampleRecordReader.isTick(writer.toByteArray())).isFalse();
  }

  @Test
  void nextSamples_readsLabelsWhenAskedForThem() {
    writer.startSeries(Fingerprint.of(UP), UP);
    writer.sample(1, 2.0, 0);
    writer.metadata(MetricType.GAUGE, writer.symbol("Is it up?"), 0);
    writer.endSeries();
    reader.reset(writer.toByteArray());

    assertThat(reader.nextSamples()).isTrue();
    assertThat(reader.fingerprint()).isEqualTo(Fingerprint.of(UP));
    assertThat(reader.samples().size()).isEqualTo(1);
    assertThat(reader.labels()).isEqualTo(UP);
    assertThat(reader.samples().size()).isEqualTo(1);
    assertThat(reader.samples().value(0)).isEqualTo(2.0);
    assertThat(reader.nextSamples()).isFalse();
  }

  @Test
  void badReference_isRefused() {
    reader.reset(HexFormat.of().parseHex("2200" + "2a04" + "0a020005"));

    assertThatThrownBy(reader::next)
        .isInstanceOf(WireFormatException.class)
        .hasMessage("series 0 has a label reference to symbol 5 of 1");
  }

  @Test
  void badReference_isRefusedOnceLabelsAreAskedFor() {
    reader.reset(HexFormat.of().parseHex("2200" + "2a04" + "0a020005"));

    assertThat(reader.nextSamples()).isTrue();
    assertThatThrownBy(reader::labels)
        .isInstanceOf(WireFormatException.class)
        .hasMessage("series 0 has a label reference to symbol 5 of 1");
  }
}
