package io.tributary.streams.window;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The code of {@link PackedSamples}: one sample after another, there and back. */
final class PackedCode {
  static final int XOR_LOW = 0;
  static final int XOR_HIGH = 1;
  static final int WHOLE = 2;
  static final int HUNDREDTHS = 3;

  private static final int TIME_SHIFT = 6;
  private static final int VALUE_SHIFT = 4;
  private static final int LENGTH = 0xF;

  /** Whole numbers beyond this do not all fit a double. */
  private static final long MOST_WHOLE = 1L << 53;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private PackedCode() {}

  /** The distance that the time after this one refers to. */
  static int reference(long distance) {
    return distance == (int) distance ? (int) distance : 0;
  }

  /** At most how many bytes {@link #put} needs. */
  static int mostBytes(long change) {
    int time = change == 0 ? 0 : change == (byte) change ? 1 : change == (short) change ? 2 : 8;
    return 1 + time + Long.BYTES;
  }

  /**
   * Writes a sample.
   *
   * @param distance to the sample before, in milliseconds
   * @param change how much larger that is than the reference
   * @return where the sample ends
   */
  static int put(byte[] bytes, int at, long distance, long change, long before, long bits) {
    int p = at + 1;
    int time;
    if (change == 0) {
      time = 0;
    } else if (change == (byte) change) {
      time = 1;
      bytes[p++] = (byte) change;
    } else if (change == (short) change) {
      time = 2;
      bytes[p++] = (byte) change;
      bytes[p++] = (byte) (change >> 8);
    } else {
      time = 3;
      LONGS.set(bytes, p, distance);
      p += Long.BYTES;
    }
    long xor = before ^ bits;
    int kind = XOR_LOW;
    long payload = xor;
    int length = length(xor);
    int high = xor == 0 ? 0 : Long.BYTES - (Long.numberOfTrailingZeros(xor) >>> 3);
    if (high < length) {
      kind = XOR_HIGH;
      length = high;
      payload = xor >>> (Long.SIZE - 8 * high);
    }
    if (length > 1) {
      double a = Double.longBitsToDouble(before);
      double b = Double.longBitsToDouble(bits);
      if (isWhole(a, before) && isWhole(b, bits)) {
        long difference = zigzag((long) b - (long) a);
        if (length(difference) < length) {
          kind = WHOLE;
          payload = difference;
          length = length(difference);
        }
      } else if (isHundredths(a, before) && isHundredths(b, bits)) {
        long difference = zigzag((long) Math.rint(b * 100) - (long) Math.rint(a * 100));
        if (length(difference) < length) {
          kind = HUNDREDTHS;
          payload = difference;
          length = length(difference);
        }
      }
    }
    bytes[at] = (byte) ((time << TIME_SHIFT) | (kind << VALUE_SHIFT) | length);
    for (int i = 0; i < length; i++) {
      bytes[p++] = (byte) (payload >>> (8 * i));
    }
    return p;
  }

  /** The bits of the value before the one whose code is at {@code at}. */
  static long bitsBefore(byte[] bytes, int at, long bits) {
    int head = bytes[at];
    int length = valueLength(head);
    if (length == 0) {
      return bits;
    }
    int time = timeKind(head);
    long payload = load(bytes, at + 1 + (time == 3 ? Long.BYTES : time), length);
    int kind = valueKind(head);
    return kind < WHOLE
        ? exclusive(kind, length, payload, bits)
        : ofNumber(kind, number(kind, bits) - unzigzag(payload));
  }

  /** The bits of a value whose difference from those before is an exclusive or. */
  static long exclusive(int kind, int length, long payload, long before) {
    return before ^ (kind == XOR_LOW ? payload : payload << (Long.SIZE - 8 * length));
  }

  /** The number that a value stands for which is whole, or in whole hundredths. */
  static long number(int kind, long bits) {
    double value = Double.longBitsToDouble(bits);
    return kind == WHOLE ? (long) value : (long) Math.rint(value * 100);
  }

  /** The bits of the value that such a number stands for. */
  static long ofNumber(int kind, long number) {
    return Double.doubleToRawLongBits(kind == WHOLE ? (double) number : number / 100.0);
  }

  /** The next {@code length} bytes as a number. */
  static long load(byte[] bytes, int at, int length) {
    if (at + Long.BYTES <= bytes.length) {
      return (long) LONGS.get(bytes, at) & (-1L >>> (Long.SIZE - 8 * length));
    }
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = (value << 8) | (bytes[at + i] & 0xFF);
    }
    return value;
  }

  static int loadShort(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) | (bytes[at + 1] << 8);
  }

  static int timeKind(int head) {
    return (head >>> TIME_SHIFT) & 3;
  }

  static int valueKind(int head) {
    return (head >>> VALUE_SHIFT) & 3;
  }

  static int valueLength(int head) {
    return head & LENGTH;
  }

  private static boolean isWhole(double value, long bits) {
    long whole = (long) value;
    return Math.abs(whole) < MOST_WHOLE && Double.doubleToRawLongBits((double) whole) == bits;
  }

  private static boolean isHundredths(double value, long bits) {
    long hundredths = (long) Math.rint(value * 100);
    return Math.abs(hundredths) < MOST_WHOLE
        && Double.doubleToRawLongBits(hundredths / 100.0) == bits;
  }

  private static int length(long value) {
    return (Long.SIZE + 7 - Long.numberOfLeadingZeros(value)) >>> 3;
  }

  private static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  static long unzigzag(long value) {
    return (value >>> 1) ^ -(value & 1);
  }
}
