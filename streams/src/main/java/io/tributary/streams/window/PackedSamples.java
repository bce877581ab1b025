package io.tributary.streams.window;

import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.Arrays;

/**
 * Float samples of one series in order of time, in two to four bytes each where they are regular.
 * The first one stands in fields; each later one is
 *
 * <pre>
 *   +---------------------------------+----------------+----------------+
 *   | time 2 bits, value 2, length 4  | time           | value          |
 *   | 1 byte                          | 0, 1, 2, 8     | length (0..8)  |
 *   +---------------------------------+----------------+----------------+
 *   time    0  as far from the sample before as that one from its own: no bytes
 *           1  further by a signed number of 1 byte   2  the same of 2 bytes
 *           3  the distance itself, 8 bytes
 *   value   0  exclusive or with the bits of the value before, leading zero bytes left out
 *           1  the same, trailing zero bytes left out
 *           2  both are whole numbers: the difference, zigzag
 *           3  both are whole hundredths: the difference in hundredths, zigzag
 * </pre>
 *
 * Numbers are little-endian. Every bit of a value is kept. The distance that the next time refers
 * to is 0 where it does not fit 31 bits.
 *
 * <p>A {@link Series} is such a run itself rather than having one: an object less in memory, and in
 * the way of each sample. Of one thread.
 */
class PackedSamples {
  private static final byte[] NONE = new byte[0];

  private byte[] bytes = NONE;
  private int end;
  private int count;
  private int firstDistance;
  private int lastDistance;

  /**
   * So many of the latest samples have no staleness marker among them and none that is less than
   * the one before: a counter's increase over them is what lies between the first and the last.
   */
  private int steady;

  /** Of the last sample's code, where it is not the first: to go back by one sample. */
  private byte lastLength;

  private long firstMs;
  private long firstBits;
  private long lastMs;
  private long lastBits;

  final int count() {
    return count;
  }

  /** Whether there is none. */
  final boolean isEmpty() {
    return count == 0;
  }

  final long firstMs() {
    return firstMs;
  }

  /** The latest timestamp, where there is any sample. */
  final long lastMs() {
    return lastMs;
  }

  final long firstBits() {
    return firstBits;
  }

  /** What the samples after the first are packed in, from 0; good until the next one comes. */
  final byte[] packed() {
    return bytes;
  }

  /** What stands for the samples after the first, which nobody trimmed. */
  final byte[] tail() {
    return Arrays.copyOf(bytes, end);
  }

  /** Forgets all. */
  final void clear() {
    bytes = NONE;
    end = 0;
    count = 0;
  }

  /** The same, of a series that goes on: it will need as much room again. */
  final void restart() {
    count = 0;
  }

  /**
   * Puts in a sample at its place in time. One whose timestamp is there already is left out: the
   * first to come counts, as everywhere downstream.
   *
   * @param bits the value's
   * @param usefulAfterMs samples until then may be forgotten
   * @return whether it was put in
   */
  final boolean add(long timestampMs, long bits, long usefulAfterMs) {
    if (count == 0 || timestampMs > lastMs) {
      append(timestampMs, bits, usefulAfterMs);
      return true;
    }
    return timestampMs != lastMs && insert(timestampMs, bits, false);
  }

  /**
   * The same, but in place of one whose timestamp is there already.
   *
   * @return whether anything is different now
   */
  final boolean put(long timestampMs, long bits) {
    if (count == 0 || timestampMs > lastMs) {
      append(timestampMs, bits, Long.MIN_VALUE);
      return true;
    }
    return insert(timestampMs, bits, true);
  }

  private void append(long timestampMs, long bits, long usefulAfterMs) {
    if (count == 0) {
      firstMs = timestampMs;
      firstBits = bits;
      firstDistance = 0;
      lastDistance = 0;
      end = 0;
      steady = 0;
    } else {
      long distance = timestampMs - lastMs;
      int most = PackedCode.mostBytes(distance - lastDistance);
      if (bytes.length - end < most) {
        makeRoom(most, usefulAfterMs);
      }
      int at = end;
      end = PackedCode.put(bytes, at, distance, distance - lastDistance, lastBits, bits);
      lastLength = (byte) (end - at);
      lastDistance = PackedCode.reference(distance);
    }
    count++;
    if (bits == StalenessMarker.BITS) {
      steady = 0;
    } else if (steady > 0 && isLess(bits, lastBits)) {
      steady = 1;
    } else {
      steady++;
    }
    lastMs = timestampMs;
    lastBits = bits;
  }

  private static boolean isLess(long bits, long before) {
    return Double.longBitsToDouble(bits) < Double.longBitsToDouble(before);
  }

  /** Puts in a sample that is not later than the last: all are packed anew. */
  private boolean insert(long timestampMs, long bits, boolean replaces) {
    SampleColumns all = new SampleColumns();
    read(Long.MIN_VALUE, Long.MAX_VALUE, all);
    int at = Arrays.binarySearch(all.timestamps, all.from, all.to, timestampMs);
    boolean there = at >= 0;
    if (there && (!replaces || Double.doubleToRawLongBits(all.values[at]) == bits)) {
      return false;
    }
    int place = there ? at : -at - 1;
    restart();
    for (int i = 0; i < place; i++) {
      append(all, i);
    }
    append(timestampMs, bits, Long.MIN_VALUE);
    for (int i = there ? place + 1 : place; i < all.to; i++) {
      append(all, i);
    }
    return true;
  }

  private void append(SampleColumns from, int i) {
    append(from.timestamps[i], Double.doubleToRawLongBits(from.values[i]), Long.MIN_VALUE);
  }

  /** Forgets what is of no use, and where that does not free enough takes a larger array. */
  private void makeRoom(int more, long usefulAfterMs) {
    // The last sample stays: the next one is told from it.
    forgetUntil(Math.min(usefulAfterMs, lastMs - 1));
    if (bytes.length - end < more) {
      bytes = Arrays.copyOf(bytes, (end + end / 16 + more + 7) & ~7);
    }
  }

  /** Forgets the samples of {@code timestamp <= untilMs}. */
  final void forgetUntil(long untilMs) {
    if (count > 0 && lastMs <= untilMs) {
      clear();
      return;
    }
    if (count == 0 || firstMs > untilMs) {
      return;
    }
    PackedCursor cursor = first();
    while (cursor.timestampMs <= untilMs) {
      cursor.next();
      count--;
    }
    steady = Math.min(steady, count);
    firstMs = cursor.timestampMs;
    firstBits = cursor.bits;
    firstDistance = cursor.distance;
    end -= cursor.at;
    System.arraycopy(bytes, cursor.at, bytes, 0, end);
  }

  /** Appends the samples of {@code fromMs..toMs}, both inclusive. */
  final void read(long fromMs, long toMs, SampleColumns into) {
    if (count == 0 || fromMs > lastMs || toMs < firstMs) {
      return;
    }
    first().read(count, fromMs, toMs, into);
  }

  /** A cursor at the first sample. */
  final PackedCursor first() {
    return new PackedCursor(bytes, 0, firstMs, firstDistance, firstBits);
  }

  /** Appends at least the last sample of {@code fromMs..toMs}, where there is any. */
  final void readLatest(long fromMs, long toMs, SampleColumns into) {
    if (count == 0 || lastMs < fromMs) {
      return;
    }
    if (lastMs <= toMs) {
      into.append(lastMs, Double.longBitsToDouble(lastBits));
    } else if (!isBeforeLast(toMs)) {
      read(fromMs, toMs, into);
    } else if (lastMs - lastDistance >= fromMs) {
      into.append(lastMs - lastDistance, Double.longBitsToDouble(bitsBeforeLast()));
    }
  }

  /**
   * Whether the sample before the last is the latest until then. With a lateness, which lets the
   * next sample come before an instant is evaluated, that is the rule.
   */
  private boolean isBeforeLast(long toMs) {
    return toMs < lastMs && count > 1 && lastDistance > 0 && lastMs - lastDistance <= toMs;
  }

  private long bitsBeforeLast() {
    return PackedCode.bitsBefore(bytes, end - lastLength, lastBits);
  }

  /**
   * What {@link io.tributary.promql.source.SampleReader#summarizeEnds} asks for, unless the samples
   * must be seen for it.
   */
  final boolean ends(long fromMs, long toMs, RangeSummary into) {
    if (count == 0 || fromMs > lastMs) {
      return false;
    }
    int left = count;
    PackedCursor cursor = first();
    while (cursor.timestampMs < fromMs) {
      cursor.next();
      left--;
    }
    boolean beforeLast = isBeforeLast(toMs);
    if (toMs < lastMs && (!beforeLast || left == 1 || left > steady)) {
      return cursor.ends(left, toMs, into);
    }
    if (left > steady) {
      return false;
    }
    into.clear();
    into.count = beforeLast ? left - 1 : left;
    into.firstMs = cursor.timestampMs;
    into.first = Double.longBitsToDouble(cursor.bits);
    into.lastMs = beforeLast ? lastMs - lastDistance : lastMs;
    into.last = Double.longBitsToDouble(beforeLast ? bitsBeforeLast() : lastBits);
    return true;
  }

  /** A byte of the samples, that they may be in the processor's cache when they are read. */
  final int touch() {
    return end == 0 ? 0 : bytes[end - 1];
  }

  /** Bytes of memory that the samples take. */
  final long bytes() {
    return bytes.length;
  }
}
