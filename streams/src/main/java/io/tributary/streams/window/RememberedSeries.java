package io.tributary.streams.window;

/**
 * A bounded set of series, by fingerprint. It remembers which series no rule selects, so that their
 * samples are dropped after one look-up and their labels are read once. Of more series than it may
 * hold, those not seen for longest are forgotten, and decided again when they come. Of one thread.
 */
final class RememberedSeries {
  private final int halfLimit;
  private FingerprintTable young = new FingerprintTable();
  private FingerprintTable old = new FingerprintTable();

  /** Remembers at most {@code limit} series. */
  RememberedSeries(int limit) {
    if (limit < 2) {
      throw new IllegalArgumentException("limit must be >= 2: was " + limit);
    }
    halfLimit = limit / 2;
  }

  boolean contains(long high, long low) {
    if (young.get(high, low) != FingerprintTable.ABSENT) {
      return true;
    }
    if (old.get(high, low) == FingerprintTable.ABSENT) {
      return false;
    }
    add(high, low);
    return true;
  }

  void add(long high, long low) {
    if (young.size() >= halfLimit) {
      old = young;
      young = new FingerprintTable();
    }
    young.put(high, low, 0);
  }

  /** Forgets all: the rules have changed. */
  void clear() {
    young = new FingerprintTable();
    old = new FingerprintTable();
  }

  int size() {
    return young.size() + old.size();
  }
}
