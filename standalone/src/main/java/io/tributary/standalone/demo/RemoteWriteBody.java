package io.tributary.standalone.demo;

import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.schemas.remotewrite.WriteRequestWriter;
import java.util.List;

/** Which version an agent speaks, and how it writes a scrape in it. An instance per thread. */
enum RemoteWriteBody {
  /** What Prometheus sends unless told otherwise. */
  VERSION_1("application/x-protobuf", "0.1.0") {
    @Override
    byte[] of(List<SimulatedSeries> series, double seconds, long timestampMs) {
      WriteRequestWriter writer = new WriteRequestWriter();
      writer.reset();
      for (SimulatedSeries one : series) {
        writer.startSeries(one.labels());
        writer.sample(timestampMs, one.signal().at(seconds));
        writer.endSeries();
      }
      return SnappyBlock.encode(writer.toByteArray());
    }
  },
  /** With symbols and metadata. */
  VERSION_2("application/x-protobuf;proto=io.prometheus.write.v2.Request", "2.0.0") {
    @Override
    byte[] of(List<SimulatedSeries> series, double seconds, long timestampMs) {
      RequestWriter writer = new RequestWriter();
      writer.reset();
      for (SimulatedSeries one : series) {
        writer.startSeries(one.labels());
        writer.sample(timestampMs, one.signal().at(seconds), 0);
        writer.metadata(one.type(), 0, 0);
        writer.endSeries();
      }
      return SnappyBlock.encode(writer.toByteArray());
    }
  };

  private final String contentType;
  private final String version;

  RemoteWriteBody(String contentType, String version) {
    this.contentType = contentType;
    this.version = version;
  }

  /** The value of the header {@code Content-Type}. */
  String contentType() {
    return contentType;
  }

  /** The value of the header {@code X-Prometheus-Remote-Write-Version}. */
  String version() {
    return version;
  }

  /** The compressed body of a request with one sample of each series. */
  abstract byte[] of(List<SimulatedSeries> series, double seconds, long timestampMs);
}
