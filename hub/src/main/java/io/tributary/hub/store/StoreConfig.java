package io.tributary.hub.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the hub keeps its series and for how long.
 *
 * @param folder of the blocks; made where it is missing
 * @param blockLength how much time a block covers that is cut from the head
 * @param retention blocks whose every sample is older are dropped
 * @param retentionBytes the oldest blocks are dropped until all take no more than this; 0 for no
 *     limit
 * @param lateWindow how much older than the latest sample of all one may be and still be taken,
 *     after a block of its time was cut
 */
public record StoreConfig(
    Path folder,
    Duration blockLength,
    Duration retention,
    long retentionBytes,
    Duration lateWindow) {
  /**
   * Blocks of two hours, kept for 30 days and up to 45 GB. Late samples are taken for six hours,
   * which is as long as an agent keeps what it could not send.
   */
  public static StoreConfig of(Path folder) {
    return new StoreConfig(
        folder, Duration.ofHours(2), Duration.ofDays(30), 45_000_000_000L, Duration.ofHours(6));
  }

  /** The same, kept for another time and up to other bytes. */
  public StoreConfig withRetention(Duration time, long bytes) {
    return new StoreConfig(folder, blockLength, time, bytes, lateWindow);
  }

  long blockMs() {
    return blockLength.toMillis();
  }
}
