package io.tributary.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PackedSamplesTest {
  private static final double[] ODD = {
    0.0,
    -0.0,
    Double.NaN,
    Double.longBitsToDouble(StalenessMarker.BITS),
    Double.longBitsToDouble(0xFFF8000000000123L),
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -0x1p63,
    0x1p53,
    0x1p53 - 1,
    -9.223372036854776E16,
    0.1,
    1e15 + 0.01
  };

  @Test
  void samples_areTheseBytes() {
    PackedSamples samples = new PackedSamples();
    samples.add(1_000, Double.doubleToRawLongBits(100), Long.MIN_VALUE);
    samples.add(16_000, Double.doubleToRawLongBits(107), Long.MIN_VALUE);
    samples.add(31_000, Double.doubleToRawLongBits(107), Long.MIN_VALUE);
    samples.add(46_003, Double.doubleToRawLongBits(-0.5), Long.MIN_VALUE);
    samples.add(61_003, Double.doubleToRawLongBits(0.25), Long.MIN_VALUE);
    samples.add(9_000_000_000L, Double.doubleToRawLongBits(1.0 / 3), Long.MIN_VALUE);

    assertThat(HexFormat.of().formatHex(samples.tail()))
        .isEqualTo(
            "a1983a0e" // 15000 ms later, 7 more
                + "00" // as far, the same value
                + "7203fb53" // 3 ms more, 107 to -0.5 in hundredths
                + "71fd96" // 3 ms less, -0.5 to 0.25 in hundredths
                + "c7b52b701802000000" // its own distance, leading zero bytes left out
                + "55555555555505");
  }

  @Test
  void samplesThatAreForgotten_mayBeTouchedBeforeTheNextOneComes() {
    PackedSamples samples = new PackedSamples();
    samples.add(1_000, Double.doubleToRawLongBits(100), Long.MIN_VALUE);
    samples.add(16_000, Double.doubleToRawLongBits(107), Long.MIN_VALUE);
    assertThat(samples.touch()).isNotZero();

    samples.forgetUntil(16_000);

    assertThat(samples.touch()).isZero();
    assertThat(samples.tail()).isEmpty();
  }

  @Test
  void samples_agreeWithPlainMap() {
    Random random = new Random(11);
    for (int round = 0; round < 400; round++) {
      PackedSamples samples = new PackedSamples();
      NavigableMap<Long, Long> expected = new TreeMap<>();
      int style = random.nextInt(5);
      long now = random.nextInt(10) == 0 ? -5_000_000 : 1_700_000_000_000L;
      double value = random.nextInt(1_000);
      long useful = Long.MIN_VALUE;
      for (int i = 0; i < 150; i++) {
        now += style == 0 ? 15_000 : 1 + (random.nextLong() >>> 1) % (1L << random.nextInt(36));
        long at = random.nextInt(12) == 0 ? now - random.nextInt(100_000) : now;
        if (at <= useful) {
          continue;
        }
        value = next(random, style, value);
        long bits = Double.doubleToRawLongBits(value);
        assertThat(samples.add(at, bits, useful)).isEqualTo(expected.putIfAbsent(at, bits) == null);
        if (random.nextInt(30) == 0) {
          useful = Math.max(useful, now - 400_000);
        }
        if (random.nextInt(20) == 0) {
          samples.forgetUntil(useful);
        }
        long from = Math.max(useful + 1, now - random.nextInt(2_000_000));
        long to = from + random.nextInt(2_000_000);
        assertThat(read(samples, from, to)).isEqualTo(expected.subMap(from, true, to, true));
        assertThatEndsAgree(samples, expected, from, now - random.nextInt(40_000));
      }
    }
  }

  /** To the bit, also where the range ends before the last sample, or before some. */
  private static void assertThatEndsAgree(
      PackedSamples samples, NavigableMap<Long, Long> expected, long from, long to) {
    if (from > to) {
      return;
    }
    NavigableMap<Long, Long> within = expected.subMap(from, true, to, true);
    SampleColumns latest = new SampleColumns();
    latest.clear();
    samples.readLatest(from, to, latest);
    assertThat(latest.size() == 0).isEqualTo(within.isEmpty());
    if (!within.isEmpty()) {
      assertThat(latest.timestamps[latest.to - 1]).isEqualTo(within.lastKey());
      assertThat(Double.doubleToRawLongBits(latest.values[latest.to - 1]))
          .isEqualTo(within.lastEntry().getValue());
    }
    RangeSummary summary = new RangeSummary();
    boolean summarized = samples.ends(from, to, summary);
    assertThat(summarized).isEqualTo(isSteady(within));
    if (summarized) {
      assertThat(summary.count).isEqualTo(within.size());
      assertThat(summary.firstMs).isEqualTo(within.firstKey());
      assertThat(summary.lastMs).isEqualTo(within.lastKey());
      assertThat(Double.doubleToRawLongBits(summary.first))
          .isEqualTo(within.firstEntry().getValue());
      assertThat(Double.doubleToRawLongBits(summary.last)).isEqualTo(within.lastEntry().getValue());
    }
  }

  private static boolean isSteady(NavigableMap<Long, Long> samples) {
    double before = Double.NEGATIVE_INFINITY;
    for (long bits : samples.values()) {
      if (bits == StalenessMarker.BITS || Double.longBitsToDouble(bits) < before) {
        return false;
      }
      before = Double.longBitsToDouble(bits);
    }
    return !samples.isEmpty();
  }

  @Test
  void readLatest_givesTheLatestOfTheRange() {
    PackedSamples samples = new PackedSamples();
    for (int i = 1; i <= 20; i++) {
      samples.add(i * 1_000L, Double.doubleToRawLongBits(i), Long.MIN_VALUE);
    }
    SampleColumns columns = new SampleColumns();
    for (long to : List.of(500L, 1_000L, 7_999L, 20_000L, 30_000L)) {
      for (long from : List.of(0L, 7_000L, 20_001L)) {
        columns.clear();
        samples.readLatest(from, to, columns);
        NavigableMap<Long, Long> all = read(samples, from, to);
        assertThat(columns.size() == 0).isEqualTo(all.isEmpty());
        if (!all.isEmpty()) {
          assertThat(columns.timestamps[columns.to - 1]).isEqualTo(all.lastKey());
        }
      }
    }
  }

  @Test
  void counterOfWholeNumbers_takesAtMostFourBytesASample() {
    PackedSamples samples = new PackedSamples();
    Random random = new Random(3);
    double value = 1e9;
    for (int i = 0; i < 1_000; i++) {
      value += random.nextInt(50);
      samples.add(i * 15_000L + random.nextInt(3), Double.doubleToRawLongBits(value), 0);
    }
    assertThat(samples.tail().length).isLessThan(4_000);
  }

  private static double next(Random random, int style, double value) {
    return switch (style) {
      case 0 -> value + random.nextInt(100);
      case 1 -> Math.rint(value * 100 + random.nextInt(2_000) - 1_000) / 100;
      case 2 -> random.nextGaussian();
      case 3 -> ODD[random.nextInt(ODD.length)];
      default -> Double.longBitsToDouble(random.nextLong());
    };
  }

  private static NavigableMap<Long, Long> read(PackedSamples samples, long from, long to) {
    SampleColumns columns = new SampleColumns();
    columns.clear();
    samples.read(from, to, columns);
    NavigableMap<Long, Long> read = new TreeMap<>();
    for (int i = columns.from; i < columns.to; i++) {
      read.put(columns.timestamps[i], Double.doubleToRawLongBits(columns.values[i]));
    }
    assertThat(read).hasSize(columns.size());
    return read;
  }
}
