package io.tributary.hub.head;

import io.tributary.schemas.labels.Fingerprint;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The series by number, in the order in which they came, and by fingerprint.
 *
 * <p>What a sample costs is mostly the waiting for memory, and agents send their series in the same
 * order again and again. So fingerprints and series lie in that order, and whoever has just found a
 * series looks first whether the next one is what is wanted. Only otherwise are the slots asked: an
 * array of numbers with open addressing, at most three quarters full, a fingerprint's bits being
 * the place.
 *
 * <p>Threading: who adds holds the head's lock. Anyone may look up meanwhile, and may then miss
 * what is being added.
 */
final class SeriesTable {
  /** No such series. */
  static final int NONE = -1;

  private static final int PART_BITS = 10;
  private static final int PART = 1 << PART_BITS;
  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

  /** So many series side by side; never copied, so that it may be read while another is added. */
  private static final class Part {
    final long[] fingerprints = new long[2 * PART];
    final HeadSeries[] series = new HeadSeries[PART];
  }

  private volatile Part[] parts = new Part[0];

  /** Numbers plus one; 0 is a free slot. */
  private volatile int[] slots = new int[1024];

  /** Set after all else of a series has been. */
  private volatile int size;

  int size() {
    return size;
  }

  HeadSeries get(int number) {
    return parts[number >>> PART_BITS].series[number & (PART - 1)];
  }

  /** All series, by number. */
  List<HeadSeries> toList() {
    List<HeadSeries> all = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      all.add(get(i));
    }
    return all;
  }

  /**
   * The number of a series; {@link #NONE} where it is not there.
   *
   * @param guess a number that it may have
   */
  int find(Fingerprint fingerprint, int guess) {
    if (guess < size && has(guess, fingerprint)) {
      return guess;
    }
    int[] all = slots;
    int mask = all.length - 1;
    for (int i = (int) fingerprint.low() & mask; ; i = (i + 1) & mask) {
      int number = (int) INTS.getAcquire(all, i) - 1;
      if (number == NONE || has(number, fingerprint)) {
        return number;
      }
    }
  }

  private boolean has(int number, Fingerprint fingerprint) {
    long[] of = parts[number >>> PART_BITS].fingerprints;
    int at = 2 * (number & (PART - 1));
    return of[at] == fingerprint.low() && of[at + 1] == fingerprint.high();
  }

  private long low(int number) {
    return parts[number >>> PART_BITS].fingerprints[2 * (number & (PART - 1))];
  }

  private Fingerprint fingerprint(int number) {
    long[] of = parts[number >>> PART_BITS].fingerprints;
    int at = 2 * (number & (PART - 1));
    return new Fingerprint(of[at + 1], of[at]);
  }

  /** Adds a series that is not there; returns its number. */
  int add(Fingerprint fingerprint, HeadSeries series) {
    int number = size;
    if (number == parts.length << PART_BITS) {
      Part[] more = Arrays.copyOf(parts, parts.length + 1);
      more[parts.length] = new Part();
      parts = more;
    }
    Part part = parts[number >>> PART_BITS];
    int at = number & (PART - 1);
    part.fingerprints[2 * at] = fingerprint.low();
    part.fingerprints[2 * at + 1] = fingerprint.high();
    part.series[at] = series;
    if (4L * (number + 1) > 3L * slots.length) {
      int[] larger = new int[2 * slots.length];
      for (int i = 0; i < number; i++) {
        put(larger, i);
      }
      slots = larger;
    }
    put(slots, number);
    size = number + 1;
    return number;
  }

  private void put(int[] into, int number) {
    int mask = into.length - 1;
    int i = (int) low(number) & mask;
    while (into[i] != 0) {
      i = (i + 1) & mask;
    }
    INTS.setRelease(into, i, number + 1);
  }

  /** Adds one of another table's series. */
  int addFrom(SeriesTable other, int number) {
    return add(other.fingerprint(number), other.get(number));
  }
}
