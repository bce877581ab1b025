package io.tributary.promql.exec;

import io.tributary.promql.source.InMemorySource;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.Random;

/**
 * Series as unpleasant as they come: gaps, resets, markers, NaN, infinities and repeated values.
 */
final class RandomWorld {
  static final long STEP_MS = 10_000;
  static final int SAMPLES = 120;

  private RandomWorld() {}

  static InMemorySource of(long seed) {
    Random random = new Random(seed);
    InMemorySource source = new InMemorySource();
    for (int i = 0; i < 12; i++) {
      Labels labels =
          Labels.of("__name__", "m_total", "i", String.valueOf(i), "g", String.valueOf(i % 3));
      double value = random.nextInt(100);
      boolean wild = i % 4 == 3;
      for (int t = 0; t < SAMPLES; t++) {
        long jitter = random.nextInt(5) == 0 ? random.nextInt(9_000) : 0;
        int dice = random.nextInt(40);
        value = dice == 0 ? 0 : dice < 5 ? value : value + random.nextInt(50) + 0.1;
        double sample = value;
        if (dice == 39) {
          sample = StalenessMarker.VALUE;
        } else if (wild && dice == 38) {
          sample = Double.NaN;
        } else if (wild && dice == 37) {
          sample = random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        } else if (dice > 33) {
          continue;
        }
        source.append(labels, t * STEP_MS + jitter, sample);
      }
    }
    return source;
  }
}
