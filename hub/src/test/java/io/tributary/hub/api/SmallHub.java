package io.tributary.hub.api;

import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * A process that answers from series with long labels, which share their texts in memory but not in
 * answers. It prints where it listens, and ends with its input.
 */
final class SmallHub {
  static final int SERIES = 40_000;
  static final int LONG_LABELS = 10;
  static final String LONG = "a-long-value-of-a-label-".repeat(9);
  static final int SAMPLES = 3;
  static final long STEP_MS = 15_000;
  static final long NOW_MS = 1_700_000_000_000L;

  private SmallHub() {}

  public static void main(String[] args) throws IOException {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(NOW_MS));
    try (ApiFixture api = new ApiFixture(Path.of(args[0]), clock, List::of, List::of)) {
      for (int i = 0; i < SERIES; i++) {
        for (int k = 0; k < SAMPLES; k++) {
          api.append(labels(i), NOW_MS - (SAMPLES - 1 - k) * STEP_MS, value(i, k));
        }
      }
      System.out.println(api.url());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  static double value(int series, int sample) {
    return series + sample / 4.0;
  }

  static Labels labels(int series) {
    String[] pairs = new String[2 * (2 + LONG_LABELS)];
    pairs[0] = "__name__";
    pairs[1] = "m";
    pairs[2] = "i";
    pairs[3] = String.valueOf(100_000 + series);
    for (int i = 0; i < LONG_LABELS; i++) {
      pairs[4 + 2 * i] = "l" + i;
      pairs[5 + 2 * i] = LONG;
    }
    return Labels.of(pairs);
  }
}
