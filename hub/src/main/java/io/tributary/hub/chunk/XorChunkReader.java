package io.tributary.hub.chunk;

/**
 * Reads a float chunk, sample by sample. Of one thread; reset and used again for the next chunk.
 */
public final class XorChunkReader {
  private final BitReader bits = new BitReader();
  private int remaining;
  private int read;
  private long timestampMs;
  private long delta;
  private final XorValue value = new XorValue();

  /** Begins a chunk, without reading ahead. The bytes must not change while it is read. */
  public void reset(byte[] bytes, int offset, int length) {
    if (length < XorChunk.HEADER_BYTES) {
      throw new CorruptChunkException("a float chunk of " + length + " bytes");
    }
    remaining = (bytes[offset] & 0xff) << 8 | (bytes[offset + 1] & 0xff);
    bits.reset(bytes, offset + XorChunk.HEADER_BYTES, length - XorChunk.HEADER_BYTES);
    read = 0;
    delta = 0;
  }

  /** How many samples are left. */
  public int remaining() {
    return remaining;
  }

  /** Goes to the next sample; false where there is none. */
  public boolean next() {
    if (remaining == 0) {
      return false;
    }
    switch (read) {
      case 0 -> {
        timestampMs = bits.readVarint();
        value.start(bits.readBits(64));
      }
      case 1 -> {
        delta = bits.readUvarint();
        timestampMs += delta;
        value.read(bits);
      }
      default -> {
        delta += readDeltaOfDeltas();
        timestampMs += delta;
        value.read(bits);
      }
    }
    read++;
    remaining--;
    return true;
  }

  /** The sample's time, in milliseconds since the epoch. */
  public long timestampMs() {
    return timestampMs;
  }

  /** The sample's value, its bits as they were. */
  public double value() {
    return value.value();
  }

  private long readDeltaOfDeltas() {
    if (!bits.readBit()) {
      return 0;
    }
    if (!bits.readBit()) {
      return signed(bits.readBits(14), 14);
    }
    if (!bits.readBit()) {
      return signed(bits.readBits(17), 17);
    }
    if (!bits.readBit()) {
      return signed(bits.readBits(20), 20);
    }
    return bits.readBits(64);
  }

  private static long signed(long value, int width) {
    return value > 1L << (width - 1) ? value - (1L << width) : value;
  }
}
