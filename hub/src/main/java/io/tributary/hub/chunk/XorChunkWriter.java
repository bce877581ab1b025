package io.tributary.hub.chunk;

/**
 * Appends float samples to a chunk in memory. Of one thread; {@link #bytes()} may be read by others
 * once they are handed over.
 */
public final class XorChunkWriter {
  private final BitWriter bits = new BitWriter(XorChunk.HEADER_BYTES, 40);
  private int count;
  private long firstMs;
  private long lastMs;
  private long lastDelta;
  private long lastValue;

  /** Of the window in use; 0xff before the first. */
  private int leading = 0xff;

  private int trailing;

  /** Appends a sample later than all before it. */
  public void append(long timestampMs, double value) {
    long valueBits = Double.doubleToRawLongBits(value);
    switch (count) {
      case 0 -> {
        firstMs = timestampMs;
        bits.writeVarint(timestampMs);
        bits.writeBits(valueBits, 64);
      }
      case 1 -> {
        lastDelta = timestampMs - lastMs;
        bits.writeUvarint(lastDelta);
        writeXor(valueBits);
      }
      default -> {
        long delta = timestampMs - lastMs;
        writeDeltaOfDeltas(delta - lastDelta);
        lastDelta = delta;
        writeXor(valueBits);
      }
    }
    lastMs = timestampMs;
    lastValue = valueBits;
    count++;
    byte[] header = bits.array();
    header[0] = (byte) (count >>> 8);
    header[1] = (byte) count;
  }

  private void writeDeltaOfDeltas(long dod) {
    if (dod == 0) {
      bits.writeBit(false);
    } else if (XorChunk.fits(dod, 14)) {
      bits.writeBits(0b10, 2);
      bits.writeBits(dod, 14);
    } else if (XorChunk.fits(dod, 17)) {
      bits.writeBits(0b110, 3);
      bits.writeBits(dod, 17);
    } else if (XorChunk.fits(dod, 20)) {
      bits.writeBits(0b1110, 4);
      bits.writeBits(dod, 20);
    } else {
      bits.writeBits(0b1111, 4);
      bits.writeBits(dod, 64);
    }
  }

  private void writeXor(long valueBits) {
    long xor = valueBits ^ lastValue;
    if (xor == 0) {
      bits.writeBit(false);
      return;
    }
    bits.writeBit(true);
    int newLeading = Math.min(31, Long.numberOfLeadingZeros(xor));
    int newTrailing = Long.numberOfTrailingZeros(xor);
    if (leading != 0xff && newLeading >= leading && newTrailing >= trailing) {
      bits.writeBit(false);
      bits.writeBits(xor >>> trailing, 64 - leading - trailing);
      return;
    }
    leading = newLeading;
    trailing = newTrailing;
    int significant = 64 - newLeading - newTrailing;
    bits.writeBit(true);
    bits.writeBits(newLeading, 5);
    bits.writeBits(significant & 0x3f, 6);
    bits.writeBits(xor >>> newTrailing, significant);
  }

  /** How many samples there are. */
  public int count() {
    return count;
  }

  /** Whether one more sample would not fit the chunk's count. */
  public boolean isFull() {
    return count >= XorChunk.MAX_SAMPLES;
  }

  /** The first sample's time. */
  public long firstMs() {
    return firstMs;
  }

  /** The last sample's time. */
  public long lastMs() {
    return lastMs;
  }

  /** The last sample's value. */
  public double lastValue() {
    return Double.longBitsToDouble(lastValue);
  }

  /** How many bytes the chunk has so far. */
  public int sizeBytes() {
    return bits.length();
  }

  /** A copy of the chunk as it stands. */
  public byte[] bytes() {
    return bits.bytes();
  }
}
