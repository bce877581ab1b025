package io.tributary.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.CRC32C;

/** Remote read as a client sees it: requests, and the frames of streamed answers. */
final class RemoteReadMessages {
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private RemoteReadMessages() {}

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  /** A request of one query, not compressed; {@code accepted} are 0 (samples) and 1 (chunks). */
  static byte[] request(long fromMs, long toMs, List<byte[]> matchers, int... accepted)
      throws IOException {
    byte[] query =
        message(
            out -> {
              out.writeInt64(1, fromMs);
              out.writeInt64(2, toMs);
              for (byte[] matcher : matchers) {
                out.writeByteArray(3, matcher);
              }
              out.writeByteArray(4, new byte[0]);
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
  static byte[] matcher(int type, String name, String value) throws IOException {
    return message(
        out -> {
          out.writeEnum(1, type);
          out.writeString(2, name);
          out.writeString(3, value);
        });
  }

  /** The next frame's message, its checksum checked. */
  static byte[] frame(CodedInputStream in) throws IOException {
    int length = in.readRawVarint32();
    int sum = Integer.reverseBytes(in.readRawLittleEndian32());
    byte[] data = in.readRawBytes(length);
    CRC32C crc = new CRC32C();
    crc.update(data);
    assertThat(sum).isEqualTo((int) crc.getValue());
    return data;
  }
}
