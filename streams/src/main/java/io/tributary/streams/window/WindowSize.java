package io.tributary.streams.window;

/**
 * About how large the windows of a series become, for estimates. A test compares it with windows
 * that are full.
 */
public final class WindowSize {
  /** Of a series in memory beside its samples and labels, with what rules work out about it. */
  public static final long SERIES_BYTES = 254;

  /** A packed sample in memory takes two to four. */
  private static final long PACKED_BYTES = 3;

  /** A sample in a block, where a block has many of the same time. */
  private static final long BLOCK_SAMPLE_BYTES = 10;

  /** Of a chunk in memory: its summary, its place in arrays. */
  private static final long CHUNK_BYTES = 152;

  private WindowSize() {}

  /** What samples of so many series take in memory that are looked back over for so long. */
  public static long memoryBytes(long series, long backMs, long stepMs) {
    long packedBytes = samples(backMs, stepMs) * PACKED_BYTES;
    if (AgeClass.of(backMs) == AgeClass.MINUTES) {
      return series * packedBytes;
    }
    long openBytes = samples(ChunkedSamples.LENGTH_MS, stepMs) * PACKED_BYTES;
    return series * (chunks(backMs) * CHUNK_BYTES + openBytes)
        + Math.min(series * packedBytes, Windows.MOST_LOADED_BYTES);
  }

  /** What one of them takes on disk, before RocksDB compresses it. */
  public static long diskBytes(long backMs, long stepMs) {
    if (AgeClass.of(backMs) == AgeClass.MINUTES) {
      return samples(AgeClass.MINUTES.longestMs(), stepMs) * BLOCK_SAMPLE_BYTES;
    }
    return samples(backMs, stepMs) * PACKED_BYTES
        + samples(ChunkedSamples.LENGTH_MS, stepMs) * BLOCK_SAMPLE_BYTES;
  }

  private static long samples(long lengthMs, long stepMs) {
    return lengthMs / stepMs + 1;
  }

  private static long chunks(long backMs) {
    return backMs / ChunkedSamples.LENGTH_MS + 1;
  }
}
