package io.tributary.schemas.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.v2.Request;
import io.tributary.schemas.proto.v2.TimeSeries;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RequestWriterTest {
  private static final Labels UP = Labels.of("__name__", "up", "job", "node");

  private final RequestWriter writer = new RequestWriter();

  @Test
  void record_hasTheseBytes() {
    writer.startSeries(new Fingerprint(0x0102030405060708L, 0x090a0b0c0d0e0f10L), UP);
    writer.sample(1, 1.0, 0);
    writer.endSeries();

    String expected =
        // symbols "", "__name__", "up", "job", "node"
        "2200"
            + "22085f5f6e616d655f5f"
            + "22027570"
            + "22036a6f62"
            + "22046e6f6465"
            // one series of 19 bytes: refs 1 2 3 4, the sample 1.0 at 1 ms
            + "2a13"
            + "0a0401020304"
            + "120b"
            + "09000000000000f03f"
            + "1001"
            // field 1000: one fingerprint
            + "c23e10"
            + "0102030405060708090a0b0c0d0e0f10";
    assertThat(HexFormat.of().formatHex(writer.toByteArray())).isEqualTo(expected);
  }

  @Test
  void record_isReadByTheGeneratedClass() throws Exception {
    Fingerprint fingerprint = Fingerprint.of(UP);
    writer.startSeries(fingerprint, UP);
    writer.sample(1_700_000_000_000L, 0.25, 1_600_000_000_000L);
    writer.sample(-5, Double.NEGATIVE_INFINITY, 0);
    writer.exemplar(
        new int[] {writer.symbol("trace_id"), writer.symbol("abc")},
        2,
        7,
        Double.doubleToRawLongBits(2.5));
    writer.metadata(MetricType.GAUGE, writer.symbol("Is it up?"), writer.symbol("bool"));
    writer.endSeries();

    Request request = Request.parseFrom(writer.toByteArray());

    assertThat(request.getSymbolsList())
        .containsExactly(
            "", "__name__", "up", "job", "node", "trace_id", "abc", "Is it up?", "bool");
    TimeSeries series = request.getTimeseries(0);
    assertThat(series.getLabelsRefsList()).containsExactly(1, 2, 3, 4);
    assertThat(series.getSamples(0).getStartTimestamp()).isEqualTo(1_600_000_000_000L);
    assertThat(series.getSamples(1).getTimestamp()).isEqualTo(-5);
    assertThat(series.getExemplars(0).getLabelsRefsList()).containsExactly(5, 6);
    assertThat(series.getExemplars(0).getTimestamp()).isEqualTo(7);
    assertThat(series.getMetadata().getTypeValue()).isEqualTo(2);
    assertThat(request.getSymbols(series.getMetadata().getUnitRef())).isEqualTo("bool");
    byte[] sixteen = new byte[Fingerprint.BYTES];
    fingerprint.write(sixteen, 0);
    assertThat(request.getSeriesFingerprints()).isEqualTo(ByteString.copyFrom(sixteen));
  }

  @Test
  void fingerprints_canBeCutOff() throws Exception {
    writer.startSeries(Fingerprint.of(UP), UP);
    writer.sample(1, 1.0, 0);
    writer.endSeries();
    byte[] record = writer.toByteArray();
    writer.reset();
    writer.startSeries(UP);
    writer.sample(1, 1.0, 0);
    writer.endSeries();
    byte[] published = writer.toByteArray();

    assertThat(record).startsWith(published).hasSize(published.length + 19);
  }

  @Test
  void stalenessMarker_keepsItsBits() throws Exception {
    writer.startSeries(UP);
    writer.sample(1, StalenessMarker.VALUE, 0);
    writer.sample(2, 0x7ff8000000000123L, 0);
    writer.endSeries();

    TimeSeries series = Request.parseFrom(writer.toByteArray()).getTimeseries(0);

    assertThat(Double.doubleToRawLongBits(series.getSamples(0).getValue()))
        .isEqualTo(StalenessMarker.BITS);
    assertThat(Double.doubleToRawLongBits(series.getSamples(1).getValue()))
        .isEqualTo(0x7ff8000000000123L);
  }

  @Test
  void emptyRequest_hasOnlyTheEmptySymbol() throws Exception {
    assertThat(Request.parseFrom(writer.toByteArray()).getSymbolsList()).containsExactly("");
  }

  @Test
  void fingerprints_ofSomeSeriesOnlyAreRefused() {
    writer.startSeries(Fingerprint.of(UP), UP);
    writer.endSeries();
    writer.startSeries(UP);
    writer.endSeries();

    assertThatThrownBy(writer::toByteArray)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("16 bytes of fingerprints for 2 series");
  }

  @Test
  void reset_forgetsSymbolsAndSeries() throws Exception {
    writer.startSeries(Fingerprint.of(UP), UP);
    writer.endSeries();
    writer.reset();
    Labels other = Labels.of("__name__", "down");
    writer.startSeries(Fingerprint.of(other), other);
    writer.endSeries();

    Request request = Request.parseFrom(writer.toByteArray());

    assertThat(request.getSymbolsList()).containsExactly("", "__name__", "down");
    assertThat(request.getTimeseriesCount()).isEqualTo(1);
  }
}
