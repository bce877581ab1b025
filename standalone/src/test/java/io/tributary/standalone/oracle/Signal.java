package io.tributary.standalone.oracle;

import java.util.Random;

/** How the value of one series goes on from scrape to scrape. */
abstract class Signal {
  /** The value at a scrape; to be asked in order of time. */
  abstract double at(long timestampMs);

  /** The process behind it starts again. */
  void restart() {}

  /** The same number always. */
  static Signal constant(double value) {
    return wave(value, 0, 60, 0, new Random(0));
  }

  /** A sine with noise, rounded to 1/64 so that sums of it are exact in any order. */
  static Signal wave(double mean, double amplitude, int minutes, double noise, Random random) {
    double phase = amplitude == 0 ? 0 : random.nextDouble() * 2 * Math.PI;
    return new Signal() {
      @Override
      double at(long timestampMs) {
        double angle = 2 * Math.PI * timestampMs / (minutes * 60_000.0) + phase;
        double value = mean + amplitude * Math.sin(angle) + noise * random.nextGaussian();
        return noise == 0 && amplitude == 0 ? value : Math.rint(value * 64) / 64;
      }
    };
  }

  /** {@code usual}, but {@code other} in some of the stretches of so many minutes. */
  static Signal either(double usual, double other, int minutes, double share, Random random) {
    long salt = random.nextLong();
    return new Signal() {
      @Override
      double at(long timestampMs) {
        return incident(salt, timestampMs, minutes, share) ? other : usual;
      }
    };
  }

  /**
   * A counter of whole events that grows by {@code perSecond}, and by {@code inIncidents} in some
   * of the stretches of so many minutes.
   */
  static Signal counter(
      double perSecond, double inIncidents, int minutes, double share, Random random) {
    long salt = random.nextLong();
    return new Signal() {
      private double total = random.nextInt(10_000);
      private long lastMs;

      @Override
      double at(long timestampMs) {
        if (lastMs != 0) {
          double rate = incident(salt, timestampMs, minutes, share) ? inIncidents : perSecond;
          double events = rate * (timestampMs - lastMs) / 1000 * (0.8 + 0.4 * random.nextDouble());
          total += events < 5 && random.nextInt(3) == 0 ? Math.ceil(events) : Math.floor(events);
        }
        lastMs = timestampMs;
        return total;
      }

      @Override
      void restart() {
        total = 0;
      }
    };
  }

  /** Runs down from {@code full} by {@code perHour}, and is full again once it is below a tenth. */
  static Signal emptying(double full, double perHour, Random random) {
    return new Signal() {
      private double left = full * (0.3 + 0.7 * random.nextDouble());
      private long lastMs;

      @Override
      double at(long timestampMs) {
        if (lastMs != 0) {
          left -= Math.rint(perHour * (timestampMs - lastMs) / 3_600_000.0);
        }
        lastMs = timestampMs;
        left = left < full / 12 ? full : left;
        return left;
      }
    };
  }

  private static boolean incident(long salt, long timestampMs, int minutes, double share) {
    long stretch = timestampMs / (minutes * 60_000L);
    return new Random(salt ^ stretch * 0x9E3779B97F4A7C15L).nextDouble() < share;
  }
}
