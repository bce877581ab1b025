package io.tributary.standalone.interop;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import io.tributary.schemas.proto.v1.TimeSeries;
import io.tributary.schemas.proto.v1.WriteRequest;
import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.testkit.RemoteReadRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/**
 * Reads samples through Prometheus's remote read protocol, which gives what the query API does not:
 * the bits of values, and staleness markers. Only the sign of zero is lost: protobuf leaves out
 * what equals zero.
 *
 * <pre>
 *   ReadResponse: 1 QueryResult*
 *   QueryResult:  1 TimeSeries*, as a 1.0 write request
 * </pre>
 */
final class RemoteRead {
  private static final int MATCHES = 2;
  private static final int MAX_ANSWER_BYTES = 256 << 20;

  private RemoteRead() {}

  /** All samples of metrics whose names match, in the time given. */
  static SampleBook read(URI prometheus, String namePattern, long fromMs, long toMs) {
    try {
      byte[] answer =
          Http.postBytes(
              prometheus.resolve("/api/v1/read"),
              SnappyBlock.encode(request(namePattern, fromMs, toMs)),
              "Content-Encoding",
              "snappy",
              "Content-Type",
              "application/x-protobuf",
              "X-Prometheus-Remote-Read-Version",
              "0.1.0");
      return samples(SnappyBlock.decode(answer, MAX_ANSWER_BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] request(String namePattern, long fromMs, long toMs) throws IOException {
    byte[] names = RemoteReadRequest.matcher(MATCHES, Labels.NAME, namePattern);
    return RemoteReadRequest.of(fromMs, toMs, List.of(names));
  }

  private static SampleBook samples(byte[] response) throws IOException {
    SampleBook found = new SampleBook();
    CodedInputStream in = CodedInputStream.newInstance(response);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) != 1) {
        in.skipField(tag);
        continue;
      }
      for (TimeSeries series : WriteRequest.parseFrom(in.readByteArray()).getTimeseriesList()) {
        LabelsBuilder labels = Labels.builder();
        series.getLabelsList().forEach(label -> labels.set(label.getName(), label.getValue()));
        Labels of = labels.build();
        series
            .getSamplesList()
            .forEach(
                sample ->
                    found.add(
                        of, sample.getTimestamp(), Double.doubleToRawLongBits(sample.getValue())));
      }
    }
    return found;
  }
}
