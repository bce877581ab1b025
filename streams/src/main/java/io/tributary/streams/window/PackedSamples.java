package io.tributary.streams.window;

import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.source.SampleColumns;
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
 * to is 0 where it does not fit 31 bits. Of one thread.
 */
final class PackedSamples implements FloatSamples {
  private static final byte[] NONE = new byte[0];

  private byte[] bytes = NONE;
  private int end;
  private int count;
  private int firstDistance;
  private int lastDistance;
  private long firstMs;
  private long firstBits;
  private long lastMs;
  private long lastBits;

  int count() {
    return count;
  }

  @Override
  public boolean isEmpty() {
    return count == 0;
  }

  long firstMs() {
    return firstMs;
  }

  /** The latest timestamp, where there is any sample. */
  long lastMs() {
    return lastMs;
  }

  long firstBits() {
    return firstBits;
  }

  /** What stands for the samples after the first, which nobody trimmed. */
  byte[] tail() {
    return Arrays.copyOf(bytes, end);
  }

  /** Forgets all. */
  void clear() {
    bytes = NONE;
    count = 0;
  }

  /** The same, of a series that goes on: it will need as much room again. */
  void restart() {
    count = 0;
  }

  @Override
  public boolean add(long timestampMs, long bits, long usefulAfterMs) {
    if (count == 0 || timestampMs > lastMs) {
      append(timestampMs, bits, usefulAfterMs);
      return true;
    }
    return timestampMs != lastMs && insert(timestampMs, bits, false);
  }

  @Override
  public boolean put(long timestampMs, long bits) {
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
    } else {
      long distance = timestampMs - lastMs;
      int most = PackedCode.mostBytes(distance - lastDistance);
      if (bytes.length - end < most) {
        makeRoom(most, usefulAfterMs);
      }
      end = PackedCode.put(bytes, end, distance, distance - lastDistance, lastBits, bits);
      lastDistance = PackedCode.reference(distance);
    }
    count++;
    lastMs = timestampMs;
    lastBits = bits;
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

  @Override
  public void forgetUntil(long untilMs) {
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
    firstMs = cursor.timestampMs;
    firstBits = cursor.bits;
    firstDistance = cursor.distance;
    end -= cursor.at;
    System.arraycopy(bytes, cursor.at, bytes, 0, end);
  }

  @Override
  public void read(long fromMs, long toMs, SampleColumns into) {
    if (count == 0 || fromMs > lastMs || toMs < firstMs) {
      return;
    }
    first().read(count, fromMs, toMs, into);
  }

  private PackedCursor first() {
    return new PackedCursor(bytes, 0, firstMs, firstDistance, firstBits);
  }

  @Override
  public void readLatest(long fromMs, long toMs, SampleColumns into) {
    if (count == 0 || lastMs < fromMs) {
      return;
    }
    if (lastMs <= toMs) {
      into.append(lastMs, Double.longBitsToDouble(lastBits));
    } else {
      read(fromMs, toMs, into);
    }
  }

  /** So few samples are read one by one. */
  @Override
  public boolean summarize(long fromMs, long toMs, RangeSummary into) {
    return false;
  }

  @Override
  public long bytes() {
    return bytes.length;
  }
}
