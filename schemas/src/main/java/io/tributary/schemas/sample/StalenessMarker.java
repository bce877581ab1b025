package io.tributary.schemas.sample;

/**
 * The sample value that says "this series ended here": a NaN of its own bits, told from every other
 * NaN only by them. It must pass from end to end bit by bit, so never through arithmetic, a text or
 * {@link Double#doubleToLongBits}.
 */
public final class StalenessMarker {
  /** The marker's bits (Prometheus: {@code value.StaleNaN}). */
  public static final long BITS = 0x7ff0000000000002L;

  /** The marker. */
  public static final double VALUE = Double.longBitsToDouble(BITS);

  private StalenessMarker() {}

  /** Whether the value is the marker, and not another NaN. */
  public static boolean is(double value) {
    return Double.doubleToRawLongBits(value) == BITS;
  }
}
