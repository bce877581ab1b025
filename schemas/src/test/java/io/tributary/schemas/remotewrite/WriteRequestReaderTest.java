package io.tributary.schemas.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.v1.Label;
import io.tributary.schemas.proto.v1.Sample;
import io.tributary.schemas.proto.v1.TimeSeries;
import io.tributary.schemas.proto.v1.WriteRequest;
import io.tributary.schemas.remotewrite.WriteRequestReader.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteRequestReaderTest {
  private final WriteRequestReader reader = new WriteRequestReader();
  private final LabelCursor labels = new LabelCursor();

  @Test
  void requests_readAsTheGeneratedClassWroteThem() throws Exception {
    for (int seed = 0; seed < 300; seed++) {
      WriteRequest request = new RandomRequests(seed).writeRequest();

      assertThat(readAll(request.toByteArray())).isEqualTo(request);
    }
  }

  @Test
  void damagedRequests_areReadOrRefused() {
    int refused = 0;
    for (int seed = 0; seed < 3000; seed++) {
      RandomRequests random = new RandomRequests(seed);
      byte[] damaged = random.damaged(random.writeRequest().toByteArray());
      try {
        readAll(damaged);
      } catch (WireFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(300, 2900);
  }

  @Test
  void fieldsInAnyOrder_areUnderstood() throws Exception {
    // Labels after and between samples, a sample's timestamp before its value: legal protobuf.
    byte[] first = Label.newBuilder().setName("a").setValue("1").build().toByteArray();
    byte[] second = Label.newBuilder().setName("b").setValue("2").build().toByteArray();
    byte[] sample = HexFormat.of().parseHex("1005" + "09000000000000f03f");
    ProtoWriter series = new ProtoWriter(16);
    series.writeField(10, first, 0, first.length);
    series.writeField(18, sample, 0, sample.length);
    series.writeField(10, second, 0, second.length);
    ProtoWriter request = new ProtoWriter(16);
    request.writeField(10, series);

    TimeSeries read = readAll(request.toByteArray()).getTimeseries(0);

    assertThat(read.getLabelsList()).extracting(Label::getName).containsExactly("a", "b");
    assertThat(read.getSamplesList())
        .containsExactly(Sample.newBuilder().setTimestamp(5).setValue(1).build());
  }

  @Test
  void labelBytes_areOneRangeOfTheRequest() {
    WriteRequestWriter writer = new WriteRequestWriter();
    Labels up = Labels.of("__name__", "up", "job", "node");
    writer.startSeries(up);
    writer.sample(1, 1.0);
    writer.endSeries();
    byte[] request = writer.toByteArray();
    reader.reset(request, 0, request.length);
    assertThat(reader.next()).isEqualTo(Item.SERIES);

    assertThat(reader.labelBytes()).isSameAs(request);
    assertThat(Arrays.copyOfRange(request, reader.labelsStart(), reader.labelsEnd()))
        .isEqualTo(writer.encodeLabels(up));
  }

  @Test
  void unknownFields_arePassedOver() {
    byte[] request =
        HexFormat.of().parseHex("1001" + "0a00" + "f206036162" + "63" + "9d0100000000");
    reader.reset(request, 0, request.length);

    assertThat(reader.next()).isEqualTo(Item.SERIES);
    assertThat(reader.next()).isEqualTo(Item.END);
  }

  @Test
  void malformedBytes_areNamedByPlace() {
    assertRefused("0a05", "5 bytes at byte 1, with 0 left");
    assertRefused("0affffffff0f", "4294967295 bytes");
    assertRefused("0affffffffffffffffffff01", "more than 64 bits at byte 1");
    assertRefused("0a80", "inside a varint, at byte 1");
    assertRefused("0a0912070900000000", "at byte");
    assertRefused("0b", "field 1 of wire type 3");
    assertRefused("00", "field number 0");
    assertRefused("0d00", "inside a field of 4 bytes");
  }

  private void assertRefused(String hex, String message) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> readAll(bytes))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining(message);
  }

  private WriteRequest readAll(byte[] bytes) {
    WriteRequest.Builder request = WriteRequest.newBuilder();
    reader.reset(bytes, 0, bytes.length);
    List<FamilyMetadata> families = new ArrayList<>();
    for (Item item = reader.next(); item != Item.END; item = reader.next()) {
      switch (item) {
        case SERIES -> request.addTimeseries(readSeries(bytes));
        case METADATA -> families.add(reader.metadata());
        case END -> throw new IllegalStateException();
      }
    }
    for (FamilyMetadata family : families) {
      request
          .addMetadataBuilder()
          .setTypeValue(family.type().number())
          .setMetricFamilyName(family.family())
          .setHelp(family.help())
          .setUnit(family.unit());
    }
    return request.build();
  }

  private TimeSeries readSeries(byte[] bytes) {
    TimeSeries.Builder series = TimeSeries.newBuilder();
    labels.reset(reader.labelBytes(), reader.labelsStart(), reader.labelsEnd());
    while (labels.next()) {
      series.addLabels(Label.newBuilder().setName(labels.name()).setValue(labels.value()));
    }
    SampleColumns samples = reader.samples();
    for (int i = 0; i < samples.size(); i++) {
      series.addSamples(
          Sample.newBuilder().setTimestamp(samples.timestampMs(i)).setValue(samples.value(i)));
    }
    try {
      for (int i = 0; i < reader.histograms().size(); i++) {
        series.addHistogramsBuilder().mergeFrom(slice(bytes, reader.histograms(), i));
      }
      for (int i = 0; i < reader.exemplars().size(); i++) {
        series.addExemplarsBuilder().mergeFrom(slice(bytes, reader.exemplars(), i));
      }
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new WireFormatException(String.valueOf(e.getMessage()));
    }
    return series.build();
  }

  private static ByteString slice(byte[] bytes, ByteRanges ranges, int i) {
    return ByteString.copyFrom(bytes, ranges.start(i), ranges.end(i) - ranges.start(i));
  }
}
