package io.tributary.schemas.remotewrite;

import java.io.IOException;
import org.xerial.snappy.Snappy;

/**
 * The snappy block format (not the framed one), as remote write bodies have it: a varint with the
 * decoded length, then the compressed bytes. The length is the sender's claim, so it is checked
 * before anything is allocated for it.
 */
public final class SnappyBlock {
  /** The most that a body may decode to: what Prometheus allows (32 MiB). */
  public static final int MAX_DECODED_BYTES = 32 << 20;

  private SnappyBlock() {}

  /**
   * The decoded length that the block declares.
   *
   * @throws WireFormatException where there is none, or it is over {@code limit}
   */
  public static int decodedLength(byte[] block, int from, int to, int limit) {
    long length = 0;
    for (int i = 0; i < 5 && from + i < to; i++) {
      byte next = block[from + i];
      length |= (long) (next & 0x7F) << (7 * i);
      if (next >= 0) {
        if (length > limit) {
          throw new WireFormatException(
              "the body declares " + length + " decoded bytes, the limit is " + limit);
        }
        return (int) length;
      }
    }
    throw new WireFormatException("the body is no snappy block: its length is malformed");
  }

  /**
   * Decodes the block into the start of {@code into}, which must have room for {@link
   * #decodedLength}.
   *
   * @return the decoded length
   * @throws WireFormatException where the block is corrupt
   */
  public static int decode(byte[] block, int from, int to, byte[] into) {
    int length = decodedLength(block, from, to, into.length);
    try {
      // The native decoder trusts the caller on the room in `into`, which is why the line above is
      // there.
      int decoded = Snappy.uncompress(block, from, to - from, into, 0);
      if (decoded != length) {
        throw new WireFormatException(
            "the body decodes to " + decoded + " bytes but declares " + length);
      }
      return decoded;
    } catch (IOException e) {
      throw new WireFormatException("the body is no snappy block: " + e.getMessage());
    }
  }

  /** Decodes a whole block into an array of its own. */
  public static byte[] decode(byte[] block, int limit) {
    byte[] into = new byte[decodedLength(block, 0, block.length, limit)];
    decode(block, 0, block.length, into);
    return into;
  }

  /** Encodes bytes as one block. */
  public static byte[] encode(byte[] bytes) {
    try {
      return Snappy.compress(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("snappy can't compress " + bytes.length + " bytes", e);
    }
  }
}
