package io.tributary.streams.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;

/**
 * Labels in the state store:
 *
 * <pre>
 *   +---------+--------+---------------------------------+
 *   | version | count  | length, name, length, value ... |
 *   | 1 byte  | varint | varint, UTF-8                   |
 *   +---------+--------+---------------------------------+
 * </pre>
 */
public final class LabelsLayout {
  private static final int VERSION = 1;

  private LabelsLayout() {}

  public static byte[] encode(Labels labels) {
    BlockBuffer out = new BlockBuffer(32 * labels.size() + 2);
    out.putByte(VERSION);
    out.putVarint(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      putText(labels.name(i), out);
      putText(labels.value(i), out);
    }
    return out.toByteArray();
  }

  /**
   * The labels of what {@link #encode} gave.
   *
   * @throws CorruptStateException where it did not give that
   */
  public static Labels decode(byte[] bytes) {
    BlockCursor in = new BlockCursor(bytes);
    int version = in.getByte();
    if (version != VERSION) {
      throw new CorruptStateException(
          "labels of version " + version + ", this engine reads version " + VERSION);
    }
    int count = in.getCount(2);
    LabelsBuilder labels = Labels.builder();
    for (int i = 0; i < count; i++) {
      labels.set(getText(in), getText(in));
    }
    if (in.remaining() != 0) {
      throw new CorruptStateException(in.remaining() + " bytes after the end of labels");
    }
    return labels.build();
  }

  private static void putText(String text, BlockBuffer out) {
    byte[] utf8 = text.getBytes(UTF_8);
    out.putVarint(utf8.length);
    out.putBytes(utf8);
  }

  private static String getText(BlockCursor in) {
    return new String(in.getBytes(in.getCount(1)), UTF_8);
  }
}
