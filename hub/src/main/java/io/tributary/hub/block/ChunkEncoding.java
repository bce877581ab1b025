package io.tributary.hub.block;

import io.tributary.hub.chunk.CorruptChunkException;

/** How a chunk's samples are encoded; the numbers are those on disk. */
public enum ChunkEncoding {
  /** Floats. */
  XOR(1),
  /** Native histograms of integer counts. */
  HISTOGRAM(2),
  /** Native histograms of float counts. */
  FLOAT_HISTOGRAM(3);

  private final int code;

  ChunkEncoding(int code) {
    this.code = code;
  }

  /**
   * The encoding of this number.
   *
   * @throws CorruptChunkException where there is none
   */
  public static ChunkEncoding of(int code) {
    for (ChunkEncoding encoding : values()) {
      if (encoding.code == code) {
        return encoding;
      }
    }
    throw new CorruptChunkException("encoding " + code + " is unknown");
  }

  /** Its number on disk. */
  public int code() {
    return code;
  }
}
