package io.tributary.schemas.remotewrite;

import java.util.Locale;

/** What kind of metric a family is, with the same numbers on the wire in both versions. */
public enum MetricType {
  UNKNOWN(0),
  COUNTER(1),
  GAUGE(2),
  HISTOGRAM(3),
  GAUGEHISTOGRAM(4),
  SUMMARY(5),
  INFO(6),
  STATESET(7);

  private static final MetricType[] BY_NUMBER = values();

  private final int number;

  MetricType(int number) {
    this.number = number;
  }

  /** The type of a number on the wire; {@link #UNKNOWN} for one that no specification names. */
  public static MetricType of(long number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[(int) number] : UNKNOWN;
  }

  /** The number on the wire. */
  public int number() {
    return number;
  }

  /** As Prometheus's metadata API spells it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
