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
  private final XorValue value = new XorValue();

  /** Appends a sample later than all before it. */
  public void append(long timestampMs, double newValue) {
    long valueBits = Double.doubleToRawLongBits(newValue);
    switch (count) {
      case 0 -> {
        firstMs = timestampMs;
        bits.writeVarint(timestampMs);
        bits.writeBits(valueBits, 64);
        value.start(valueBits);
      }
      case 1 -> {
        lastDelta = timestampMs - lastMs;
        bits.writeUvarint(lastDelta);
        value.write(bits, valueBits);
      }
      default -> {
        long delta = timestampMs - lastMs;
        writeDeltaOfDeltas(delta - lastDelta);
        lastDelta = delta;
        value.write(bits, valueBits);
      }
    }
    lastMs = timestampMs;
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
    return value.value();
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
