package io.tributary.promql.exec;

import io.tributary.schemas.labels.Labels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The hash that Prometheus has of labels, for {@code limit_ratio} to choose the same series: XXH64
 * (seed 0) over each name and value, each as its length in bytes and then the bytes.
 *
 * <pre>
 *   length &lt; 255     | length as 1 byte              | bytes
 *   else             | 255 | length as 3 bytes, LE   | bytes
 * </pre>
 */
final class LabelsHash {
  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P1_PLUS_P2 = 0x60EA27EEADC0B5D6L;
  private static final long P5 = 0x27D4EB2F165667C5L;

  private LabelsHash() {}

  /** Where the hash lies between 0 and 1. */
  static double place(Labels labels) {
    long hash = xxh64(encode(labels));
    double unsigned = (hash >>> 1) * 2.0 + (hash & 1);
    return unsigned / 0x1p64;
  }

  private static ByteBuffer encode(Labels labels) {
    byte[][] texts = new byte[2 * labels.size()][];
    int length = 0;
    for (int i = 0; i < labels.size(); i++) {
      texts[2 * i] = labels.name(i).getBytes(StandardCharsets.UTF_8);
      texts[2 * i + 1] = labels.value(i).getBytes(StandardCharsets.UTF_8);
    }
    for (byte[] text : texts) {
      length += text.length + (text.length < 255 ? 1 : 4);
    }
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    for (byte[] text : texts) {
      if (text.length < 255) {
        out.put((byte) text.length);
      } else {
        out.putInt(255 | text.length << 8);
      }
      out.put(text);
    }
    return out.flip();
  }

  static long xxh64(ByteBuffer in) {
    int length = in.remaining();
    long hash;
    if (length >= 32) {
      long a = P1_PLUS_P2;
      long b = P2;
      long c = 0;
      long d = -P1;
      while (in.remaining() >= 32) {
        a = round(a, in.getLong());
        b = round(b, in.getLong());
        c = round(c, in.getLong());
        d = round(d, in.getLong());
      }
      hash =
          Long.rotateLeft(a, 1)
              + Long.rotateLeft(b, 7)
              + Long.rotateLeft(c, 12)
              + Long.rotateLeft(d, 18);
      hash = merge(merge(merge(merge(hash, a), b), c), d);
    } else {
      hash = P5;
    }
    hash += length;
    while (in.remaining() >= 8) {
      hash = Long.rotateLeft(hash ^ round(0, in.getLong()), 27) * P1 + P4;
    }
    if (in.remaining() >= 4) {
      hash = Long.rotateLeft(hash ^ (in.getInt() & 0xFFFFFFFFL) * P1, 23) * P2 + P3;
    }
    while (in.hasRemaining()) {
      hash = Long.rotateLeft(hash ^ (in.get() & 0xFF) * P5, 11) * P1;
    }
    hash = (hash ^ hash >>> 33) * P2;
    hash = (hash ^ hash >>> 29) * P3;
    return hash ^ hash >>> 32;
  }

  private static long round(long accumulator, long input) {
    return Long.rotateLeft(accumulator + input * P2, 31) * P1;
  }

  private static long merge(long hash, long accumulator) {
    return (hash ^ round(0, accumulator)) * P1 + P4;
  }
}
