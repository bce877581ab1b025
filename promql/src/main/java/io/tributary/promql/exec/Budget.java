package io.tributary.promql.exec;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What a query has used, and how much it may hold. Thread-safe. */
final class Budget {
  /** An array of a row has at most so many. */
  private static final long MOST_STEPS = Integer.MAX_VALUE - 8;

  private final long maxSamples;
  private final long maxBytes;
  private final Interrupt interrupt;
  private final LongAdder read = new LongAdder();
  private final LongAdder series = new LongAdder();
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong heldBytes = new AtomicLong();

  Budget(EngineOptions options, Interrupt interrupt) {
    this.maxSamples = options.maxSamples();
    this.maxBytes = options.maxBytes();
    this.interrupt = interrupt;
  }

  /** Goes on, or ends the query where its caller or its deadline says so. */
  void check() {
    interrupt.check();
  }

  /** Counts samples that were read. */
  void read(long samples) {
    read.add(samples);
  }

  /** How many samples were read so far. */
  long samplesRead() {
    return read.sum();
  }

  /**
   * Counts series that a selector found.
   *
   * @throws QueryException where there is no room for the tables that they are put in
   */
  void select(long found) {
    series.add(found);
    hold(0, Footprint.SERIES * found);
  }

  /**
   * Checks that a row may have so many steps: it is so many samples that are held at one time.
   *
   * @throws QueryException where it may not
   */
  void checkSteps(long steps) {
    if (steps > Math.min(maxSamples, MOST_STEPS)) {
      throw tooManySamples(steps + " steps");
    }
  }

  /**
   * Takes room for samples, or for what operators work in, until the query is done.
   *
   * @throws QueryException where that is more than a query may hold
   */
  void hold(long samples, long bytes) {
    long now = held.addAndGet(samples);
    if (now > maxSamples) {
      throw tooManySamples(String.valueOf(now));
    }
    long nowBytes = heldBytes.addAndGet(bytes);
    if (nowBytes > maxBytes) {
      throw new QueryException(
          QueryException.Kind.LIMIT,
          "query processing would use too much memory in query execution: "
              + nowBytes
              + " bytes, and "
              + maxBytes
              + " are allowed");
    }
  }

  private QueryException tooManySamples(String what) {
    return new QueryException(
        QueryException.Kind.LIMIT,
        "query processing would load too many samples into memory in query execution: "
            + what
            + ", and "
            + maxSamples
            + " are allowed");
  }

  /** What was taken so far; nothing is given back before the query is done. */
  QueryStatistics statistics() {
    return new QueryStatistics(read.sum(), held.get(), heldBytes.get(), series.sum());
  }
}
