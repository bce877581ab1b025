package io.tributary.schemas.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.v1.Label;
import io.tributary.schemas.proto.v1.MetricMetadata.MetricType;
import io.tributary.schemas.proto.v1.TimeSeries;
import io.tributary.schemas.proto.v1.WriteRequest;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WriteRequestWriterTest {
  private static final Labels UP = Labels.of("__name__", "up", "job", "node");

  private final WriteRequestWriter writer = new WriteRequestWriter();

  @Test
  void request_hasTheseBytes() {
    writer.startSeries(UP);
    writer.sample(1, 1.0);
    writer.endSeries();

    String expected =
        "0a2a"
            + "0a0e"
            + "0a085f5f6e616d655f5f"
            + "12027570"
            + "0a0b"
            + "0a036a6f62"
            + "12046e6f6465"
            + "120b"
            + "09000000000000f03f"
            + "1001";
    assertThat(HexFormat.of().formatHex(writer.toByteArray())).isEqualTo(expected);
  }

  @Test
  void request_isReadByTheGeneratedClass() throws Exception {
    writer.startSeries(writer.encodeLabels(UP));
    writer.sample(1_700_000_000_000L, StalenessMarker.VALUE);
    writer.exemplar(Labels.of("trace_id", "abc"), 7, Double.doubleToRawLongBits(2.5));
    writer.endSeries();
    writer.metadata(
        new FamilyMetadata(
            "up", io.tributary.schemas.remotewrite.MetricType.GAUGE, "Is it up?", "bool"));

    WriteRequest request = WriteRequest.parseFrom(writer.toByteArray());

    TimeSeries series = request.getTimeseries(0);
    assertThat(series.getLabelsList())
        .containsExactly(
            Label.newBuilder().setName("__name__").setValue("up").build(),
            Label.newBuilder().setName("job").setValue("node").build());
    assertThat(series.getSamples(0).getTimestamp()).isEqualTo(1_700_000_000_000L);
    assertThat(Double.doubleToRawLongBits(series.getSamples(0).getValue()))
        .isEqualTo(StalenessMarker.BITS);
    assertThat(series.getExemplars(0).getLabels(0).getValue()).isEqualTo("abc");
    assertThat(request.getMetadata(0).getType()).isEqualTo(MetricType.GAUGE);
    assertThat(request.getMetadata(0).getHelp()).isEqualTo("Is it up?");
  }

  @Test
  void reset_startsAnEmptyRequest() {
    writer.startSeries(UP);
    writer.endSeries();
    writer.reset();

    assertThat(writer.toByteArray()).isEmpty();
  }
}
