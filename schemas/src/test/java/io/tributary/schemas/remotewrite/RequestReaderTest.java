package io.tributary.schemas.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.schemas.proto.v2.Request;
import io.tributary.schemas.proto.v2.Sample;
import io.tributary.schemas.proto.v2.TimeSeries;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RequestReaderTest {
  private final RequestReader reader = new RequestReader();
  private final ExemplarCursor exemplar = new ExemplarCursor();

  @Test
  void requests_readAsTheGeneratedClassWroteThem() {
    for (int seed = 0; seed < 300; seed++) {
      Request request = new RandomRequests(seed).request();

      assertThat(readAll(request.toByteArray())).isEqualTo(request);
    }
  }

  @Test
  void damagedRequests_areReadOrRefused() {
    int refused = 0;
    for (int seed = 0; seed < 3000; seed++) {
      RandomRequests random = new RandomRequests(seed);
      byte[] damaged = random.damaged(random.request().toByteArray());
      try {
        readAll(damaged);
      } catch (WireFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(300, 2900);
  }

  @Test
  void symbolsAfterSeries_areUnderstood() {
    // Protobuf allows fields in any order; merging two messages is concatenating them.
    byte[] series =
        Request.newBuilder()
            .addTimeseries(TimeSeries.newBuilder().addLabelsRefs(1).addLabelsRefs(2))
            .build()
            .toByteArray();
    byte[] symbols =
        Request.newBuilder().addSymbols("").addSymbols("a").addSymbols("b").build().toByteArray();
    byte[] request = new byte[series.length + symbols.length];
    System.arraycopy(series, 0, request, 0, series.length);
    System.arraycopy(symbols, 0, request, series.length, symbols.length);

    reader.reset(request, 0, request.length);

    assertThat(reader.next()).isTrue();
    assertThat(reader.fault()).isNull();
    assertThat(reader.symbol(reader.labelRef(0))).isEqualTo("a");
  }

  @Test
  void unpackedReferences_areUnderstood() {
    byte[] request = HexFormat.of().parseHex("2200" + "220161" + "220162" + "2a04" + "08010802");
    reader.reset(request, 0, request.length);

    assertThat(reader.next()).isTrue();
    assertThat(reader.labelRefCount()).isEqualTo(2);
    assertThat(reader.labelRef(1)).isEqualTo(2);
  }

  @Test
  void referenceOutsideTheTable_isTheSeriesFault() {
    Request request =
        Request.newBuilder()
            .addSymbols("")
            .addSymbols("a")
            .addTimeseries(TimeSeries.newBuilder().addLabelsRefs(1).addLabelsRefs(2))
            .addTimeseries(TimeSeries.newBuilder().addLabelsRefs(1).addLabelsRefs(1))
            .build();
    byte[] bytes = request.toByteArray();
    reader.reset(bytes, 0, bytes.length);

    assertThat(reader.next()).isTrue();
    assertThat(reader.fault()).isEqualTo("a label reference to symbol 2 of 2");
    assertThat(reader.next()).isTrue();
    assertThat(reader.fault()).isNull();
    assertThat(reader.next()).isFalse();
  }

  @Test
  void oddReferences_areTheSeriesFault() {
    Request request =
        Request.newBuilder()
            .addSymbols("")
            .addTimeseries(TimeSeries.newBuilder().addLabelsRefs(0))
            .build();
    byte[] bytes = request.toByteArray();
    reader.reset(bytes, 0, bytes.length);

    assertThat(reader.next()).isTrue();
    assertThat(reader.fault()).isEqualTo("an odd number of label references: 1");
  }

  @Test
  void firstSymbol_mustBeEmpty() {
    assertRefused(Request.newBuilder().addSymbols("a").build(), "first symbol must be empty");
  }

  @Test
  void fingerprints_mustMatchTheSeries() {
    Request request =
        Request.newBuilder()
            .addSymbols("")
            .addTimeseries(TimeSeries.newBuilder())
            .setSeriesFingerprints(com.google.protobuf.ByteString.copyFrom(new byte[15]))
            .build();

    assertRefused(request, "15 bytes, 1 series need 16");
  }

  @Test
  void emptyRequest_hasNoSeries() {
    reader.reset(new byte[0], 0, 0);

    assertThat(reader.next()).isFalse();
    assertThat(reader.seriesCount()).isZero();
  }

  @Test
  void symbolBomb_isRefused() {
    byte[] bytes = new byte[2 * (SymbolTable.MAX_SYMBOLS + 1)];
    for (int i = 0; i < bytes.length; i += 2) {
      bytes[i] = 0x22;
    }

    assertThatThrownBy(() -> reader.reset(bytes, 0, bytes.length))
        .isInstanceOf(WireFormatException.class)
        .hasMessage("more than 262144 symbols");
  }

  private void assertRefused(Request request, String message) {
    byte[] bytes = request.toByteArray();
    assertThatThrownBy(() -> reader.reset(bytes, 0, bytes.length))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining(message);
  }

  private Request readAll(byte[] bytes) {
    Request.Builder request = Request.newBuilder();
    reader.reset(bytes, 0, bytes.length);
    for (int i = 0; i < reader.symbolCount(); i++) {
      request.addSymbols(reader.symbol(i));
    }
    while (reader.next()) {
      if (reader.fault() != null) {
        throw new WireFormatException(reader.fault());
      }
      TimeSeries.Builder series = request.addTimeseriesBuilder();
      for (int i = 0; i < reader.labelRefCount(); i++) {
        series.addLabelsRefs(reader.labelRef(i));
      }
      SampleColumns samples = reader.samples();
      for (int i = 0; i < samples.size(); i++) {
        series.addSamples(
            Sample.newBuilder()
                .setTimestamp(samples.timestampMs(i))
                .setValue(samples.value(i))
                .setStartTimestamp(samples.startTimestampMs(i)));
      }
      for (int i = 0; i < reader.exemplars().size(); i++) {
        exemplar.readV2(bytes, reader.exemplars().start(i), reader.exemplars().end(i));
        var read = series.addExemplarsBuilder();
        for (int n = 0; n < exemplar.labelRefCount(); n++) {
          read.addLabelsRefs((int) exemplar.labelRef(n));
        }
        read.setTimestamp(exemplar.timestampMs())
            .setValue(Double.longBitsToDouble(exemplar.valueBits()));
      }
      if (reader.metricType() != MetricType.UNKNOWN
          || reader.helpRef() != 0
          || reader.unitRef() != 0) {
        series
            .getMetadataBuilder()
            .setTypeValue(reader.metricType().number())
            .setHelpRef(reader.helpRef())
            .setUnitRef(reader.unitRef());
      }
    }
    return request.build();
  }
}
