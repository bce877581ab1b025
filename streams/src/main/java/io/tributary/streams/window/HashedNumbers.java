package io.tributary.streams.window;

/**
 * Numbers by hashes of 32 bits, of which several may be alike: whoever looks one up tells from what
 * a number stands for whether it is the right one. Open addressing, eight bytes a place:
 *
 * <pre>
 *   | hash, 32 bits | number + 1, 32 bits |      all 0: free
 * </pre>
 *
 * Any number but -1 and {@link Integer#MAX_VALUE} can be put in. Of one thread.
 */
final class HashedNumbers {
  /** Where a hash is that is not there (any more). */
  static final int NOWHERE = -1;

  private static final int INITIAL = 64;

  private long[] entries = new long[INITIAL];
  private int size;

  /** The first place with this hash, or {@link #NOWHERE}. */
  int first(int hash) {
    return from(hash & (entries.length - 1), hash);
  }

  /** The next one after a place. */
  int next(int place, int hash) {
    return from((place + 1) & (entries.length - 1), hash);
  }

  private int from(int place, int hash) {
    final long[] e = entries;
    final int mask = e.length - 1;
    int i = place;
    while (true) {
      long entry = e[i];
      if (entry == 0) {
        return NOWHERE;
      }
      if ((int) (entry >>> Integer.SIZE) == hash) {
        return i;
      }
      i = (i + 1) & mask;
    }
  }

  /** The number at a place. */
  int number(int place) {
    return (int) entries[place] - 1;
  }

  /** Puts another number at a place that has one. */
  void put(int place, int number) {
    entries[place] = entry((int) (entries[place] >>> Integer.SIZE), number);
  }

  /** Adds a number, beside any others with its hash. */
  void add(int hash, int number) {
    if (3L * (size + 1) > 2L * entries.length) {
      grow();
    }
    insert(entry(hash, number));
    size++;
  }

  private static long entry(int hash, int number) {
    return ((long) hash << Integer.SIZE) | ((number + 1) & 0xFFFF_FFFFL);
  }

  private void insert(long entry) {
    final int mask = entries.length - 1;
    int i = (int) (entry >>> Integer.SIZE) & mask;
    while (entries[i] != 0) {
      i = (i + 1) & mask;
    }
    entries[i] = entry;
  }

  /** Takes out the number at a place; those of others may change. */
  void remove(int place) {
    size--;
    // Moves back what was pushed past the hole, so that no chain is cut and no place is wasted.
    final int mask = entries.length - 1;
    int hole = place;
    int i = place;
    while (true) {
      i = (i + 1) & mask;
      if (entries[i] == 0) {
        break;
      }
      int home = (int) (entries[i] >>> Integer.SIZE) & mask;
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        entries[hole] = entries[i];
        hole = i;
      }
    }
    entries[hole] = 0;
  }

  private void grow() {
    long[] old = entries;
    entries = new long[2 * old.length];
    for (long entry : old) {
      if (entry != 0) {
        insert(entry);
      }
    }
  }
}
