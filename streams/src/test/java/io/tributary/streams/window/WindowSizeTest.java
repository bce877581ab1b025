package io.tributary.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code rules explain} says of memory and disk, against windows that are full. */
class WindowSizeTest {
  private static final int SERIES = 60;
  private static final long STEP_MS = 15_000;

  @ParameterizedTest
  @ValueSource(longs = {5, 60, 6 * 60, 3 * 24 * 60})
  void estimate_isNearWhatFullWindowsTake(long minutes) {
    long backMs = minutes * 60_000;
    MemoryLog log = new MemoryLog();
    Windows windows = new Windows(log, 1_000);
    windows.subscribe(List.of(new Subscription(List.of(Matcher.equal("__name__", "x")), backMs)));
    fill(windows, backMs + 3_600_000);

    double memory = windows.bytes();
    double disk = (double) diskBytes(log) / SERIES;
    assertThat(WindowSize.memoryBytes(SERIES, backMs, STEP_MS) / memory)
        .as("estimate against %s bytes in memory", memory)
        .isBetween(0.5, 2.0);
    assertThat(WindowSize.diskBytes(backMs, STEP_MS) / disk)
        .as("estimate against %s bytes on disk", disk)
        .isBetween(0.5, 2.0);
  }

  /** Of ten series five are counters, four gauges of hundredths, and one has values of any bits. */
  private static void fill(Windows windows, long lengthMs) {
    Random random = new Random(7);
    List<Series> series = new ArrayList<>();
    double[] values = new double[SERIES];
    for (int i = 0; i < SERIES; i++) {
      Labels labels = Labels.of("__name__", "x", "i", Integer.toString(i));
      series.add(Objects.requireNonNull(windows.resolve(Fingerprint.of(labels), labels)));
    }
    IngestCounts counts = new IngestCounts();
    for (long now = 0; now <= lengthMs; now += STEP_MS) {
      for (int i = 0; i < SERIES; i++) {
        values[i] =
            switch (i % 10) {
              case 9 -> random.nextGaussian();
              case 1, 3, 5, 7 -> random.nextInt(10_000) / 100.0;
              default -> values[i] + random.nextInt(1_000);
            };
        windows.add(series.get(i), now, values[i], counts);
      }
      windows.flush();
      windows.advance(now);
    }
    // Once through all series.
    for (int i = 0; i < 200; i++) {
      windows.advance(lengthMs);
    }
  }

  private static long diskBytes(MemoryLog log) {
    long bytes = 0;
    for (var chunks : log.chunks.values()) {
      bytes += chunks.values().stream().mapToLong(chunk -> chunk.length).sum();
    }
    for (var blocks : log.blocks.values()) {
      bytes += blocks.values().stream().mapToLong(block -> block.length).sum();
    }
    return bytes;
  }
}
