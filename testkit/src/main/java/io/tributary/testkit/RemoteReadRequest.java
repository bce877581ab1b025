package io.tributary.testkit;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Requests of Prometheus's remote read protocol, not compressed, as in its {@code remote.proto}.
 *
 * <pre>
 *   ReadRequest:   1 Query*, 2 accepted response types (0 samples, 1 streamed chunks)
 *   Query:         1 start ms, 2 end ms, 3 LabelMatcher*, 4 hints
 *   ReadHints:     3 start ms, 4 end ms (Prometheus goes by these, not by the query's)
 *   LabelMatcher:  1 type (0 =, 1 !=, 2 =~, 3 !~), 2 name, 3 value
 * </pre>
 */
public final class RemoteReadRequest {
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private RemoteReadRequest() {}

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  /** A request of one query with these {@link #matcher}s. */
  public static byte[] of(long fromMs, long toMs, List<byte[]> matchers, int... accepted)
      throws IOException {
    byte[] hints =
        message(
            out -> {
              out.writeInt64(3, fromMs);
              out.writeInt64(4, toMs);
            });
    byte[] query =
        message(
            out -> {
              out.writeInt64(1, fromMs);
              out.writeInt64(2, toMs);
              for (byte[] matcher : matchers) {
                out.writeByteArray(3, matcher);
              }
              out.writeByteArray(4, hints);
            });
    return message(
        out -> {
          out.writeByteArray(1, query);
          for (int each : accepted) {
            out.writeEnum(2, each);
          }
        });
  }

  /** {@code type}: 0 {@code =}, 1 {@code !=}, 2 {@code =~}, 3 {@code !~}. */
  public static byte[] matcher(int type, String name, String value) throws IOException {
    return message(
        out -> {
          out.writeEnum(1, type);
          out.writeString(2, name);
          out.writeString(3, value);
        });
  }
}
