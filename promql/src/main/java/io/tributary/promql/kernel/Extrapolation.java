package io.tributary.promql.kernel;

/**
 * How far the increase between a window's first and last sample stands for the whole window.
 *
 * <p>Where samples come close to an edge (1.1 times their average distance), up to the edge; else
 * by half of that distance beyond the last sample. A counter is never extrapolated below 0. The
 * arithmetic is Prometheus', operation by operation.
 */
final class Extrapolation {
  private Extrapolation() {}

  /**
   * What to multiply the increase by.
   *
   * @param toStart seconds from the window's start to the first sample
   * @param toEnd seconds from the last sample to the window's end
   * @param sampled seconds from the first sample to the last
   * @param gaps how many samples there are, less one
   * @param first the first sample's value where a counter's zero point matters, else negative
   * @param increase what the counter went up by; read only where {@code first >= 0}
   * @param divisor the range's seconds for a rate, else 1
   */
  static double factor(
      double toStart,
      double toEnd,
      double sampled,
      int gaps,
      double first,
      double increase,
      double divisor) {
    double average = sampled / gaps;
    double threshold = average * 1.1;
    double start = toStart >= threshold ? average / 2 : toStart;
    if (first >= 0) {
      double toZero = sampled * (first / increase);
      if (toZero < start) {
        start = toZero;
      }
    }
    double end = toEnd >= threshold ? average / 2 : toEnd;
    return (sampled + start + end) / sampled / divisor;
  }

  /** The same where the counter is known to have started at 0 inside of the window. */
  static double factorSinceStart(double sampled, double average, double toEnd, double divisor) {
    double end = toEnd >= average * 1.1 ? average / 2 : toEnd;
    double factor = sampled == 0 ? 1 : (sampled + 0 + end) / sampled;
    return factor / divisor;
  }
}
