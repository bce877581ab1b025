package io.tributary.streams.eval;

import io.tributary.streams.window.Subscription;
import java.util.List;

/**
 * What rules lack that were added, or whose windows grew, while the task was running: it is to be
 * read back from the log.
 *
 * @param watermarkMs of the task when it asked
 * @param wanted with how far back of the watermark each looks; never empty
 */
public record HistoryRequest(long watermarkMs, List<Subscription> wanted) {
  /** Copies the list. */
  public HistoryRequest {
    wanted = List.copyOf(wanted);
  }

  /** Samples later than this are wanted. */
  public long fromMs() {
    return wanted.stream().mapToLong(this::fromMs).min().orElse(watermarkMs);
  }

  long fromMs(Subscription subscription) {
    return watermarkMs - subscription.retentionMs();
  }
}
