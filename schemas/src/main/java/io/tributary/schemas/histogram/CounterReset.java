package io.tributary.schemas.histogram;

/**
 * What is known of a histogram's relation to the one before it in its series: the counter reset
 * hint of the Prometheus native histogram specification.
 */
public enum CounterReset {
  /** Nothing is known: a reset has to be detected by comparison. */
  UNKNOWN("unknown"),
  /** A counter was reset between the histogram before and this one. */
  RESET("reset"),
  /** There was certainly no reset since the histogram before. */
  NOT_RESET("not_reset"),
  /** A gauge histogram: there is no such thing as a reset. */
  GAUGE("gauge");

  private final String text;

  CounterReset(String text) {
    this.text = text;
  }

  /** The name in the test script format. */
  public String text() {
    return text;
  }

  /** The hint of a sum or difference of two histograms. */
  static CounterReset combine(CounterReset a, CounterReset b) {
    if (a == b) {
      return a;
    }
    return a == GAUGE || b == GAUGE ? GAUGE : UNKNOWN;
  }
}
