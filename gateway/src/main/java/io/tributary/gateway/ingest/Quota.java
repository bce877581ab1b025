package io.tributary.gateway.ingest;

/**
 * A cluster's samples per second, averaged over ten seconds: a bucket that fills at the rate. A
 * request is taken while there is anything in the bucket, and then emptied for what it holds, so
 * that a request of any size gets its turn. Thread-safe.
 */
final class Quota {
  private static final double SECONDS = 10;

  private final double perSecond;
  private double available;
  private long lastMs;

  Quota(double perSecond, long nowMs) {
    this.perSecond = perSecond;
    this.available = perSecond * SECONDS;
    this.lastMs = nowMs;
  }

  double perSecond() {
    return perSecond;
  }

  /** 0 if there is something in the bucket, else in how many seconds there will be. */
  synchronized int secondsUntilOpen(long nowMs) {
    refill(nowMs);
    return available > 0 ? 0 : (int) Math.ceil(1 - available / perSecond);
  }

  synchronized void take(long samples, long nowMs) {
    refill(nowMs);
    available -= samples;
  }

  private void refill(long nowMs) {
    long elapsedMs = Math.max(0, nowMs - lastMs);
    lastMs = nowMs;
    available = Math.min(perSecond * SECONDS, available + perSecond * elapsedMs / 1000);
  }
}
