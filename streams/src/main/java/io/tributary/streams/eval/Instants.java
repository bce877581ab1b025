package io.tributary.streams.eval;

import java.util.List;

/** Which instants are to be evaluated as the watermark goes on. Of one thread. */
final class Instants {
  private static final long NONE = Long.MIN_VALUE;

  private final long maxCatchUpMs;
  private long evaluatedUntilMs = NONE;

  /**
   * No instant evaluated so far.
   *
   * @param maxCatchUpMs instants older than this, by the clock, are left out; {@link
   *     Long#MAX_VALUE}: none is
   */
  Instants(long maxCatchUpMs) {
    this.maxCatchUpMs = maxCatchUpMs;
  }

  void restore(long evaluatedUntilMs) {
    this.evaluatedUntilMs = evaluatedUntilMs;
  }

  /**
   * The watermark is now this. The first one ever is where evaluation begins.
   *
   * @param clockMs now, by the clock: ticks of an outage are as close to each other as any
   * @return how many milliseconds of instants are left out because they are too long ago
   */
  long reach(long watermarkMs, long clockMs) {
    if (evaluatedUntilMs == NONE) {
      evaluatedUntilMs = watermarkMs;
      return 0;
    }
    if (maxCatchUpMs == Long.MAX_VALUE) {
      return 0;
    }
    long untilMs = Math.min(watermarkMs, clockMs - maxCatchUpMs);
    long leftOutMs = Math.max(0, untilMs - evaluatedUntilMs);
    evaluatedUntilMs += leftOutMs;
    return leftOutMs;
  }

  /**
   * The next instant for which some group is due, at most {@code watermarkMs}, which counts as
   * evaluated from now on; {@link Long#MAX_VALUE} where there is none left.
   */
  long next(List<? extends Timetable> groups, long watermarkMs) {
    long next = Long.MAX_VALUE;
    for (Timetable group : groups) {
      next = Math.min(next, group.nextAfter(evaluatedUntilMs));
    }
    if (next <= watermarkMs) {
      evaluatedUntilMs = next;
      return next;
    }
    evaluatedUntilMs = Math.max(evaluatedUntilMs, watermarkMs);
    return Long.MAX_VALUE;
  }

  /** Every instant until this one is evaluated or left out. */
  long evaluatedUntilMs() {
    return evaluatedUntilMs;
  }
}
