package io.tributary.standalone.tail;

import io.tributary.schemas.proto.alert.AlertState;
import io.tributary.schemas.sample.StalenessMarker;
import java.time.Instant;
import java.util.Locale;

/** Numbers, times and states as this program writes them. */
public final class Values {
  private Values() {}

  /** The shortest text that reads back as the same double; the staleness marker by its name. */
  public static String number(double value) {
    if (StalenessMarker.is(value)) {
      return "stale";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      // 5, not 5.0; but -0.0 is another value than 0.
      return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
    }
    return Double.toString(value);
  }

  static String time(long timestampMs) {
    return Instant.ofEpochMilli(timestampMs).toString();
  }

  static String state(AlertState state) {
    return state.name().replace("ALERT_STATE_", "").toLowerCase(Locale.ROOT);
  }
}
