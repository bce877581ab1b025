package io.tributary.standalone.demo;

/** The value of a simulated series, {@code seconds} after the simulation's start. */
@FunctionalInterface
interface Signal {
  double at(double seconds);

  /** A gauge that swings around a middle. */
  static Signal swing(double middle, double amplitude, double periodSeconds, double phase) {
    return t -> middle + amplitude * Math.sin(2 * Math.PI * (t / periodSeconds + phase));
  }

  /** A counter of a steady rate. */
  static Signal counter(double start, double perSecond) {
    return t -> start + perSecond * t;
  }

  /** A counter of one rate until a moment, and of another from then on. */
  static Signal counterThatChanges(double start, double before, double moment, double after) {
    return t -> start + before * Math.min(t, moment) + after * Math.max(0, t - moment);
  }

  /** What never changes. */
  static Signal constant(double value) {
    return t -> value;
  }

  /** A count that goes up by one every period from a moment on. */
  static Signal stepsFrom(double start, double moment, double periodSeconds) {
    return t -> t < moment ? start : start + 1 + Math.floor((t - moment) / periodSeconds);
  }
}
