package io.tributary.hub.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramChunkTest {
  private static final FloatHistogram SIMPLE =
      FloatHistogram.builder(1)
          .count(7)
          .sum(12.5)
          .zero(0.001, 1)
          .positive(2, 3, 0, 1)
          .negative(0, 2)
          .build();

  @Test
  void everyHistogram_comesBack() {
    Random random = new Random(17);
    for (int round = 0; round < 200; round++) {
      int n = 1 + random.nextInt(60);
      FloatHistogram[] histograms = new FloatHistogram[n];
      long[] times = new long[n];
      long time = random.nextInt();
      double grown = 0;
      for (int i = 0; i < n; i++) {
        grown += random.nextInt(5);
        histograms[i] = grown(random.nextInt(12) - 6, grown, random);
        time += 1 + random.nextInt(100_000);
        times[i] = time;
      }
      HistogramChunkReader reader =
          read(HistogramChunkEncoder.encode(times, histograms, n, CounterReset.GAUGE));
      for (int i = 0; i < n; i++) {
        assertThat(reader.next()).isTrue();
        assertThat(reader.timestampMs()).isEqualTo(times[i]);
        assertThat(reader.histogram()).isEqualTo(histograms[i].withHint(CounterReset.GAUGE));
      }
      assertThat(reader.next()).isFalse();
    }
  }

  private static FloatHistogram grown(int offset, double by, Random random) {
    return FloatHistogram.builder(3)
        .count(by + 10)
        .sum(random.nextGaussian())
        .zero(0x1p-128, by)
        .positive(offset, by + 1, 0, by + random.nextDouble())
        .negative(offset - 3, 1.5, by)
        .build();
  }

  @Test
  void customBounds_comeBack() {
    FloatHistogram custom =
        FloatHistogram.builder(FloatHistogram.CUSTOM_SCHEMA)
            .count(6)
            .sum(3)
            .customBounds(0.005, 0.25, Math.PI, 1e9)
            .positive(0, 1, 2, 3)
            .build();
    HistogramChunkReader reader =
        read(
            HistogramChunkEncoder.encode(
                new long[] {5}, new FloatHistogram[] {custom}, 1, CounterReset.UNKNOWN));

    assertThat(reader.next()).isTrue();
    assertThat(reader.histogram()).isEqualTo(custom);
  }

  @Test
  void stalenessMarker_endsAChunk() {
    FloatHistogram[] ended = {SIMPLE, FloatHistogram.stale()};
    HistogramChunkReader reader =
        read(HistogramChunkEncoder.encode(new long[] {5, 6}, ended, 2, CounterReset.UNKNOWN));

    assertThat(reader.next()).isTrue();
    assertThat(reader.next()).isTrue();
    assertThat(reader.histogram().isStale()).isTrue();
    assertThat(HistogramChunkEncoder.fits(FloatHistogram.stale(), SIMPLE)).isFalse();
  }

  @Test
  void hints_sayWhatTheChunkKnows() {
    FloatHistogram[] two = {SIMPLE, SIMPLE};
    HistogramChunkReader reader =
        read(HistogramChunkEncoder.encode(new long[] {5, 6}, two, 2, CounterReset.RESET));

    reader.next();
    assertThat(reader.histogram().hint()).isEqualTo(CounterReset.RESET);
    reader.next();
    assertThat(reader.histogram().hint()).isEqualTo(CounterReset.NOT_RESET);
  }

  @Test
  void counterReset_startsAChunk() {
    FloatHistogram less =
        FloatHistogram.builder(1).count(1).sum(1).zero(0.001, 0).positive(2, 1).build();

    assertThat(HistogramChunkEncoder.fits(SIMPLE, SIMPLE)).isTrue();
    assertThat(HistogramChunkEncoder.fits(SIMPLE, less)).isFalse();
    assertThat(HistogramChunkEncoder.fits(SIMPLE, SIMPLE.withHint(CounterReset.GAUGE))).isFalse();
  }

  @Test
  void integerCounts_areRead() {
    BitWriter out = new BitWriter(HistogramChunkLayout.HEADER_BYTES, 64);
    HistogramChunkLayout.writeZeroThreshold(out, 0x1p-128);
    Varbit.writeSigned(out, 0); // schema
    Varbit.writeUnsigned(out, 1); // one positive span: buckets 1 and 2
    Varbit.writeUnsigned(out, 2);
    Varbit.writeSigned(out, 1);
    Varbit.writeUnsigned(out, 0); // no negative span
    writeAll(out, 1000, 4, 1); // time, count (small, so signed is unsigned), zero count
    out.writeBits(Double.doubleToRawLongBits(9.5), 64);
    writeAll(out, 1, 1); // buckets 1 and 2
    writeAll(out, 500, 2, 0); // 500 ms later, two more
    out.writeBit(false); // the same sum
    writeAll(out, 2, -2); // buckets 3 and 2
    byte[] bytes = out.bytes();
    bytes[1] = 2;
    HistogramChunkReader reader = new HistogramChunkReader();
    reader.reset(bytes, 0, bytes.length, true);

    reader.next();
    assertThat(reader.histogram())
        .isEqualTo(
            FloatHistogram.builder(0)
                .count(4)
                .sum(9.5)
                .zero(0x1p-128, 1)
                .positive(1, 1, 2)
                .build());
    reader.next();
    assertThat(reader.timestampMs()).isEqualTo(1500);
    assertThat(reader.histogram().count()).isEqualTo(6);
    assertThat(reader.histogram().positive().countAt(1)).isEqualTo(3);
    assertThat(reader.histogram().positive().countAt(2)).isEqualTo(2);
  }

  @Test
  void layoutOfIntegerCounts_isPrometheuss() {
    FloatHistogram first =
        FloatHistogram.builder(0)
            .count(4)
            .sum(9.5)
            .zero(0x1p-128, 1)
            .positive(1, 1, 2)
            .buildObserved(true);
    FloatHistogram second =
        FloatHistogram.builder(0)
            .count(6)
            .sum(9.5)
            .zero(0x1p-128, 1)
            .positive(1, 3, 2)
            .buildObserved(true);
    FloatHistogram[] histograms = {first, second, FloatHistogram.stale()};

    byte[] chunk =
        HistogramChunkEncoder.encode(
            new long[] {1000, 1500, 2000}, histograms, 3, CounterReset.NOT_RESET);

    // count 3 | not reset | threshold 2^-128 | schema 0, one span of 2 from 1, none; 1000, 4, 1,
    // 9.5, 1, 1; 500, 2, 0, the same sum, 2, -2; 0, 0, 0, the marker's xor
    assertThat(HexFormat.of().formatHex(chunk))
        .isEqualTo("00034074465178fa29140230000000000008c7c3e9225618bdff4c000000000008");
  }

  @Test
  void everyHistogramOfIntegers_comesBack() {
    Random random = new Random(41);
    for (int round = 0; round < 200; round++) {
      int n = 1 + random.nextInt(60);
      FloatHistogram[] histograms = new FloatHistogram[n];
      long[] times = new long[n];
      long time = random.nextInt();
      double[] counts = new double[10];
      for (int i = 0; i < n; i++) {
        double total = 0;
        for (int b = 0; b < counts.length; b++) {
          counts[b] += random.nextInt(4) == 0 ? random.nextLong(1L << random.nextInt(40)) : 0;
          total += counts[b];
        }
        histograms[i] =
            FloatHistogram.builder(2)
                .count(total)
                .sum(random.nextGaussian())
                .zero(0.001, counts[9])
                .positive(-3, counts[0], counts[1], counts[2], counts[3], counts[4])
                .negative(5, counts[5], counts[6], counts[7], counts[8])
                .buildObserved(true);
        time += 1 + random.nextInt(100_000);
        times[i] = time;
      }
      byte[] chunk = HistogramChunkEncoder.encode(times, histograms, n, CounterReset.UNKNOWN);
      HistogramChunkReader reader = new HistogramChunkReader();
      reader.reset(chunk, 0, chunk.length, true);
      for (int i = 0; i < n; i++) {
        assertThat(reader.next()).isTrue();
        assertThat(reader.timestampMs()).isEqualTo(times[i]);
        assertThat(reader.histogram()).isEqualTo(histograms[i]);
        assertThat(reader.histogram().hasIntegerCounts()).isTrue();
      }
      assertThat(reader.next()).isFalse();
    }
  }

  @Test
  void countsOfAnotherKind_startAChunk() {
    FloatHistogram integers =
        FloatHistogram.builder(1)
            .count(7)
            .sum(12.5)
            .zero(0.001, 1)
            .positive(2, 3, 0, 1)
            .negative(0, 2)
            .buildObserved(true);

    assertThat(integers).isEqualTo(SIMPLE);
    assertThat(HistogramChunkEncoder.fits(SIMPLE, integers)).isFalse();
    assertThat(HistogramChunkEncoder.fits(integers, integers)).isTrue();
    assertThat(HistogramChunkEncoder.fits(integers, FloatHistogram.stale())).isTrue();
  }

  private static void writeAll(BitWriter out, long... values) {
    for (long value : values) {
      if (value == 4) {
        Varbit.writeUnsigned(out, value);
      } else {
        Varbit.writeSigned(out, value);
      }
    }
  }

  @Test
  void numbers_comeBackInEveryWidth() {
    Random random = new Random(23);
    BitWriter out = new BitWriter(0, 64);
    long[] values = new long[5000];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextLong() >> random.nextInt(64);
      Varbit.writeSigned(out, values[i]);
      Varbit.writeUnsigned(out, values[i]);
    }
    BitReader in = new BitReader();
    in.reset(out.array(), 0, out.length());
    for (long value : values) {
      assertThat(Varbit.readSigned(in)).isEqualTo(value);
      assertThat(Varbit.readUnsigned(in)).isEqualTo(value);
    }
  }

  @Test
  void garbage_isRefusedAtWorst() {
    Random random = new Random(29);
    HistogramChunkReader reader = new HistogramChunkReader();
    byte[] good =
        HistogramChunkEncoder.encode(
            new long[] {5}, new FloatHistogram[] {SIMPLE}, 1, CounterReset.UNKNOWN);
    for (int round = 0; round < 20_000; round++) {
      byte[] bad = good.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        reader.reset(bad, 0, bad.length, random.nextBoolean());
        while (reader.next()) {
          assertThat(reader.histogram()).isNotNull();
        }
      } catch (CorruptChunkException e) {
        assertThat(e).hasMessageMatching("(?s).+");
      }
    }
  }

  private static HistogramChunkReader read(byte[] chunk) {
    HistogramChunkReader reader = new HistogramChunkReader();
    reader.reset(chunk, 0, chunk.length, false);
    return reader;
  }
}
