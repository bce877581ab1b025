package io.tributary.hub.chunk;

/**
 * Appends float samples to a chunk in memory. One object and one array, since there is one for each
 * series. Of one thread at a time; a copy of its {@link #bytes()} may go to others.
 */
public final class XorChunkWriter extends BitWriter {
  private static final int FIRST_BYTES = 32;

  private short window;
  private short count;
  private long lastMs;
  private long lastDelta;
  private long valueBits;

  /** An empty chunk. */
  public XorChunkWriter() {
    super(XorChunk.HEADER_BYTES, FIRST_BYTES);
  }

  /** Makes it empty, to begin the next chunk in the same buffer. */
  public void clear() {
    clear(XorChunk.HEADER_BYTES);
    count = 0;
  }

  /** Appends a sample later than all before it. */
  public void append(long timestampMs, double newValue) {
    long newBits = Double.doubleToRawLongBits(newValue);
    long delta = timestampMs - lastMs;
    switch (count) {
      case 0 -> {
        writeVarint(timestampMs);
        writeBits(newBits, 64);
        window = (short) XorValue.FIRST_WINDOW;
      }
      case 1 -> {
        lastDelta = delta;
        writeUvarint(delta);
        writeValue(newBits, 0, 0);
      }
      default -> {
        long dod = delta - lastDelta;
        lastDelta = delta;
        if (dod == 0) {
          writeValue(newBits, 0, 1);
        } else if (XorChunk.fits(dod, 14)) {
          writeValue(newBits, 0b10 << 14 | (dod & 0x3fff), 16);
        } else if (XorChunk.fits(dod, 17)) {
          writeValue(newBits, 0b110 << 17 | (dod & 0x1_ffff), 20);
        } else if (XorChunk.fits(dod, 20)) {
          writeValue(newBits, 0b1110 << 20 | (dod & 0xf_ffff), 24);
        } else {
          writeBits(0b1111, 4);
          writeBits(dod, 64);
          writeValue(newBits, 0, 0);
        }
      }
    }
    valueBits = newBits;
    lastMs = timestampMs;
    count++;
  }

  private void writeValue(long newBits, long before, int beforeCount) {
    window =
        (short) XorValue.write(this, newBits ^ valueBits, window & 0xffff, before, beforeCount);
  }

  /** How many samples there are. */
  public int count() {
    return count & 0xffff;
  }

  /** Whether one more sample would not fit the chunk's count. */
  public boolean isFull() {
    return count() >= XorChunk.MAX_SAMPLES;
  }

  /** The first sample's time, which is read from the chunk: of a chunk that is not empty. */
  public long firstMs() {
    BitReader reader = new BitReader();
    reader.reset(array(), XorChunk.HEADER_BYTES, length() - XorChunk.HEADER_BYTES);
    return reader.readVarint();
  }

  /** The last sample's time. */
  public long lastMs() {
    return lastMs;
  }

  /** The last sample's value. */
  public double lastValue() {
    return Double.longBitsToDouble(valueBits);
  }

  /** How many bytes the chunk has so far. */
  public int sizeBytes() {
    return length();
  }

  /** A copy of the chunk as it stands. */
  @Override
  public byte[] bytes() {
    byte[] header = array();
    header[0] = (byte) (count >>> 8);
    header[1] = (byte) count;
    return super.bytes();
  }
}
