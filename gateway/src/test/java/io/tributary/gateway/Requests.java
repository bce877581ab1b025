package io.tributary.gateway;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.v1.Label;
import io.tributary.schemas.proto.v1.TimeSeries;
import io.tributary.schemas.proto.v1.WriteRequest;
import io.tributary.schemas.remotewrite.RequestWriter;

/** Remote write messages for tests. */
public final class Requests {
  private Requests() {}

  /** A 1.0 series; names and values alternate and need not be valid. */
  public static TimeSeries.Builder series(String... labels) {
    TimeSeries.Builder series = TimeSeries.newBuilder();
    for (int i = 0; i < labels.length; i += 2) {
      series.addLabels(Label.newBuilder().setName(labels[i]).setValue(labels[i + 1]));
    }
    return series;
  }

  /** A 1.0 series with one sample. */
  public static TimeSeries.Builder sample(long timestampMs, double value, String... labels) {
    TimeSeries.Builder series = series(labels);
    series.addSamplesBuilder().setTimestamp(timestampMs).setValue(value);
    return series;
  }

  /** A 1.0 request. */
  public static byte[] v1(TimeSeries.Builder... series) {
    WriteRequest.Builder request = WriteRequest.newBuilder();
    for (TimeSeries.Builder each : series) {
      request.addTimeseries(each);
    }
    return request.build().toByteArray();
  }

  /** A 2.0 request with one sample. */
  public static byte[] v2(long timestampMs, double value, String... labels) {
    RequestWriter writer = new RequestWriter();
    writer.startSeries(Labels.of(labels));
    writer.sample(timestampMs, value, 0);
    writer.endSeries();
    return writer.toByteArray();
  }
}
