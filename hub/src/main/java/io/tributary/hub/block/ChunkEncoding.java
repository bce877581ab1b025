package io.tributary.hub.block;

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

  int code() {
    return code;
  }
}
