package io.tributary.schemas.labels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits that stand for a series' labels: the first 16 bytes of SHA-256 over the labels in order
 * of their names, each as
 *
 * <pre>
 *   name (UTF-8) | 0xFF | value (UTF-8) | 0xFF
 * </pre>
 *
 * <p>0xFF occurs in no UTF-8 text, so different labels give different input. The hash is a
 * cryptographic one because two series that share a fingerprint would be merged, silently: nobody
 * can find two on purpose, and by chance it takes 2^64 series. It is computed once for each new
 * series, never for each sample.
 *
 * @param high the first eight bytes, big-endian
 * @param low the next eight bytes, big-endian
 */
public record Fingerprint(long high, long low) implements Comparable<Fingerprint> {
  /** The length of a fingerprint in bytes. */
  public static final int BYTES = 16;

  private static final byte SEPARATOR = (byte) 0xFF;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The fingerprint of these labels. */
  public static Fingerprint of(Labels labels) {
    MessageDigest digest = sha256();
    for (String text : labels.pairs()) {
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      digest.update(SEPARATOR);
    }
    return read(digest.digest(), 0);
  }

  /** Reads the 16 bytes at {@code offset}. */
  public static Fingerprint read(byte[] bytes, int offset) {
    return new Fingerprint((long) LONGS.get(bytes, offset), (long) LONGS.get(bytes, offset + 8));
  }

  /** Writes the 16 bytes at {@code offset}. */
  public void write(byte[] bytes, int offset) {
    LONGS.set(bytes, offset, high);
    LONGS.set(bytes, offset + 8, low);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "this Java lacks SHA-256, which every Java platform must have", e);
    }
  }

  @Override
  public int compareTo(Fingerprint other) {
    int c = Long.compareUnsigned(high, other.high);
    return c != 0 ? c : Long.compareUnsigned(low, other.low);
  }

  /** 32 hexadecimal digits. */
  @Override
  public String toString() {
    return String.format("%016x%016x", high, low);
  }
}
