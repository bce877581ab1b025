package io.tributary.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.zip.CRC32C;

/** The frames of streamed answers to remote read, as a client sees them. */
final class ReadFrames {
  private ReadFrames() {}

  /** The next frame's message, its checksum checked. */
  static byte[] next(CodedInputStream in) throws IOException {
    int length = in.readRawVarint32();
    int sum = Integer.reverseBytes(in.readRawLittleEndian32());
    byte[] data = in.readRawBytes(length);
    CRC32C crc = new CRC32C();
    crc.update(data);
    assertThat(sum).isEqualTo((int) crc.getValue());
    return data;
  }
}
