package io.tributary.promql.exec;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What a query has used, and how much it may hold. Thread-safe. */
final class Budget {
  private final long maxSamples;
  private final long maxBytes;
  private final Interrupt interrupt;
  private final LongAdder read = new LongAdder();
  private final LongAdder series = new LongAdder();
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong heldBytes = new AtomicLong();
  private final AtomicLong peak = new AtomicLong();

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
    interrupt.check();
  }

  /** How many samples were read so far. */
  long samplesRead() {
    return read.sum();
  }

  /** Counts series that a selector found. */
  void select(long found) {
    series.add(found);
  }

  /**
   * Takes room for samples that stay until the query is done.
   *
   * @throws QueryException where that is more than a query may hold
   */
  void hold(long samples, long bytes) {
    long now = held.addAndGet(samples);
    peak.accumulateAndGet(now, Math::max);
    if (now > maxSamples) {
      throw new QueryException(
          QueryException.Kind.LIMIT,
          "query processing would load too many samples into memory in query execution: "
              + now
              + ", and "
              + maxSamples
              + " are allowed");
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

  QueryStatistics statistics() {
    return new QueryStatistics(read.sum(), peak.get(), series.sum());
  }
}
