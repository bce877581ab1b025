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

  /** Native histograms that can't be read. */
  public long malformed;

  /** Those too old for any evaluation to come. */
  public long tooOld;

  /** Makes these the same as others. */
  public void set(IngestCounts other) {
    read = other.read;
    kept = other.kept;
    late = other.late;
    unselected = other.unselected;
    repeated = other.repeated;
    malformed = other.malformed;
    tooOld = other.tooOld;
  }
}
