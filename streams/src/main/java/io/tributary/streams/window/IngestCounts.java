package io.tributary.streams.window;

/** What became of samples, so far. Every sample read is counted; of one thread. */
public final class IngestCounts {
  /** All samples. */
  public long read;

  /** Those put into a window. */
  public long kept;

  /** Of those kept: those not later than the watermark, whose T was evaluated without them. */
  public long late;

  /** Those that no rule selects. */
  public long unselected;

  /** Those whose series and timestamp were there already. */
  public long repeated;

  /** Those too old for any evaluation to come. */
  public long tooOld;
}
