package io.tributary.streams.window;

/**
 * Samples that are of use for about as long share blocks, so that a block can be dropped whole. A
 * class keeps its blocks for as long as the longest window in it needs.
 */
public enum AgeClass {
  MINUTES(0, 15L * 60_000),
  HOUR(1, 75L * 60_000),
  HOURS(2, 7L * 3_600_000),
  DAY(3, 26L * 3_600_000),
  DAYS(4, 8L * 86_400_000),
  LONGER(5, Long.MAX_VALUE / 4),

  /** Of use for long, but in blocks only until the chunk that has the sample is written. */
  UNSEALED(6, ChunkedSamples.LENGTH_MS);

  private static final AgeClass[] ALL = values();

  private final int code;
  private final long longestMs;

  AgeClass(int code, long longestMs) {
    this.code = code;
    this.longestMs = longestMs;
  }

  /** The class of samples that are kept for {@code retentionMs}. */
  public static AgeClass of(long retentionMs) {
    for (AgeClass age : ALL) {
      if (retentionMs <= age.longestMs) {
        return age;
      }
    }
    return LONGER;
  }

  /** The class of a number in a key. */
  public static AgeClass ofCode(int code) {
    for (AgeClass age : ALL) {
      if (age.code == code) {
        return age;
      }
    }
    throw new CorruptStateException("age class " + code + " of a block");
  }

  /** How much older than the watermark a sample may be before it is of no use. */
  long longestMs() {
    return longestMs;
  }

  /** Its number in a key. */
  public int code() {
    return code;
  }
}
