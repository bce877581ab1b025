package io.tributary.schemas.histogram;

import java.util.Random;

/** Histograms of small whole counts, so that their sums are exact. */
final class RandomHistograms {
  private final Random random;

  RandomHistograms(long seed) {
    random = new Random(seed);
  }

  FloatHistogram exponential() {
    return exponential(random.nextInt(-4, 9));
  }

  FloatHistogram exponential(int schema) {
    double[] thresholds = {0, 0.001, 0.5, 1, 2.5};
    // A zero bucket never overlaps others: they start above the largest of the thresholds.
    int first = (int) Math.ceil(Math.scalb(2.0, schema)) + 1;
    return FloatHistogram.builder(schema)
        .zero(thresholds[random.nextInt(thresholds.length)], random.nextInt(5))
        .positive(first + random.nextInt(6), counts())
        .negative(first + random.nextInt(6), counts())
        .count(random.nextInt(100))
        .sum(random.nextInt(-1000, 1000))
        .build();
  }

  FloatHistogram custom(double... bounds) {
    double[] counts = new double[bounds.length + 1];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = random.nextInt(4);
    }
    return FloatHistogram.builder(FloatHistogram.CUSTOM_SCHEMA)
        .customBounds(bounds)
        .positive(0, counts)
        .count(random.nextInt(100))
        .sum(random.nextInt(-1000, 1000))
        .build();
  }

  double[] bounds() {
    double[] bounds = new double[random.nextInt(1, 8)];
    double bound = random.nextInt(-3, 3);
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = bound;
      bound += random.nextInt(1, 3);
    }
    return bounds;
  }

  int below(int schema) {
    return random.nextInt(-4, schema + 1);
  }

  private double[] counts() {
    double[] counts = new double[random.nextInt(12)];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = random.nextInt(4);
    }
    return counts;
  }
}
