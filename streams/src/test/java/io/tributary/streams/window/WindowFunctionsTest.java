package io.tributary.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.exec.Interrupt;
import io.tributary.promql.exec.PreparedQuery;
import io.tributary.promql.exec.Value;
import io.tributary.promql.source.InMemorySource;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows of chunks and summaries give what the query engine gives over plain samples. */
class WindowFunctionsTest {
  private static final long START_MS = 1_700_000_000_000L;
  private static final long STEP_MS = 15_000;
  private static final long KEPT_MS = 3 * 86_400_000L;
  private static final List<Matcher> X = List.of(Matcher.equal("__name__", "x_total"));
  private static final List<String> FUNCTIONS =
      List.of(
          "rate(x_total[%s])",
          "increase(x_total[%s])",
          "delta(x_total[%s])",
          "irate(x_total[%s])",
          "sum_over_time(x_total[%s])",
          "avg_over_time(x_total[%s])",
          "count_over_time(x_total[%s])",
          "min_over_time(x_total[%s])",
          "max_over_time(x_total[%s])",
          "last_over_time(x_total[%s])",
          "present_over_time(x_total[%s])",
          "absent_over_time(x_total[%s])",
          "changes(x_total[%s])",
          "resets(x_total[%s])",
          "stddev_over_time(x_total[%s])",
          "quantile_over_time(0.9, x_total[%s])",
          "deriv(x_total[%s])",
          "predict_linear(x_total[%s], 3600)",
          "x_total");

  private record Arrival(Labels labels, long timestampMs, double value) {}

  private final Engine engine = new Engine(EngineOptions.defaults());
  private final Map<Labels, NavigableMap<Long, Double>> plain = new TreeMap<>();
  private final MemoryLog log = new MemoryLog();
  private final IngestCounts counts = new IngestCounts();
  private Windows windows = new Windows(log, 1_000);
  private long watermarkMs;

  @BeforeEach
  void subscribe() {
    windows.subscribe(List.of(new Subscription(X, KEPT_MS)));
  }

  @Test
  void functions_overOrderlySamplesAgree() {
    Random random = new Random(1);
    fill(random, START_MS, 6 * 3_600_000L, 0);

    assertAgreement(random, 40, List.of("5m", "30m", "1h", "3h", "6h"));
  }

  @Test
  void functions_overLateOddAndMissingSamplesAgree() {
    Random random = new Random(2);
    fill(random, START_MS, 6 * 3_600_000L, 25);

    assertAgreement(random, 40, List.of("5m", "45m", "2h", "6h"));
  }

  @Test
  void functions_overThreeDaysAgree() {
    Random random = new Random(3);
    fill(random, START_MS, KEPT_MS, 400);

    assertAgreement(random, 2, List.of("6h", "1d", "3d"));
    assertThat(log.chunkCount()).isGreaterThan(500);
  }

  @Test
  void results_areTheSameBitsWhateverTheOrderAndRestarts() {
    Random random = new Random(4);
    fill(random, START_MS, 8 * 3_600_000L, 20);
    List<String> queries = new ArrayList<>();
    for (String function : FUNCTIONS) {
      queries.add(function.formatted("1h"));
      queries.add(function.formatted("5h"));
    }
    List<String> first = bits(queries);

    restart();
    assertThat(bits(queries)).isEqualTo(first);

    Windows shuffled = new Windows(new MemoryLog(), 1_000);
    shuffled.subscribe(List.of(new Subscription(X, KEPT_MS)));
    List<Arrival> order = new ArrayList<>();
    plain.forEach((l, samples) -> samples.forEach((t, v) -> order.add(new Arrival(l, t, v))));
    Collections.shuffle(order, random);
    for (Arrival one : order) {
      shuffled.add(resolve(shuffled, one.labels), one.timestampMs, one.value, counts);
    }
    windows = shuffled;
    assertThat(bits(queries)).isEqualTo(first);
  }

  @Test
  void functions_overHistogramsAmongFloatsAgree() {
    Labels labels = Labels.of("__name__", "x_total", "i", "mixed");
    InMemorySource source = new InMemorySource();
    for (int i = 0; i < 600; i++) {
      long timestampMs = START_MS + i * STEP_MS;
      Series into = resolve(windows, labels);
      if (i > 300) {
        FloatHistogram histogram = histogram(i);
        source.append(labels, timestampMs, histogram, 0);
        HistogramWire wire = new HistogramWire();
        byte[] message = wire.encode(timestampMs, histogram);
        windows.add(into, wire.decode(message), message, counts);
        windows.add(into, timestampMs, 1, counts);
      } else {
        source.append(labels, timestampMs, i);
        windows.add(into, timestampMs, i, counts);
      }
      windows.flush();
    }
    windows.advance(START_MS + 500 * STEP_MS);
    assertThat(counts.repeated).isEqualTo(299);
    restart();
    for (String range : List.of("5m", "1h", "2h")) {
      for (String function : List.of("rate(x_total[%s])", "count_over_time(x_total[%s])")) {
        for (int i = 10; i < 600; i += 37) {
          long at = START_MS + i * STEP_MS;
          PreparedQuery query = engine.prepare(function.formatted(range));
          assertThat(query.instant(windows, at, Interrupt.never()).value().toString())
              .isEqualTo(query.instant(source, at, Interrupt.never()).value().toString());
        }
      }
    }
  }

  private static FloatHistogram histogram(int i) {
    return FloatHistogram.builder(0).count(3 * i).sum(i).positive(0, i, 2 * i).build();
  }

  /** Some series with all that can happen to them; {@code lateSteps}: how late samples may be. */
  private void fill(Random random, long fromMs, long lengthMs, int lateSteps) {
    for (int s = 0; s < 8; s++) {
      Labels labels = Labels.of("__name__", "x_total", "i", Integer.toString(s));
      NavigableMap<Long, Double> samples = new TreeMap<>();
      double value = random.nextInt(1_000_000);
      for (long t = fromMs; t < fromMs + lengthMs; t += STEP_MS) {
        if (random.nextInt(2_000) == 0) {
          t += random.nextInt(4_000_000);
        }
        value = next(random, s, value);
        samples.put(t + random.nextInt(40), value);
      }
      plain.put(labels, samples);
    }
    TreeMap<Long, List<Arrival>> arrivals = new TreeMap<>();
    plain.forEach(
        (labels, samples) -> {
          samples.forEach(
              (t, v) -> {
                boolean late = lateSteps > 0 && random.nextInt(20) == 0;
                long at = t + (late ? random.nextInt(lateSteps) : 0) * STEP_MS;
                List<Arrival> together = arrivals.computeIfAbsent(at, k -> new ArrayList<>());
                together.add(new Arrival(labels, t, v));
              });
        });
    watermarkMs = fromMs;
    arrivals.forEach(
        (arrivedMs, all) -> {
          for (Arrival one : all) {
            windows.add(resolve(windows, one.labels), one.timestampMs, one.value, counts);
          }
          windows.flush();
          if (arrivedMs > watermarkMs + STEP_MS && arrivedMs < fromMs + lengthMs) {
            watermarkMs = arrivedMs;
            windows.advance(watermarkMs);
          }
        });
  }

  private static double next(Random random, int style, double value) {
    if (random.nextInt(300) == 0) {
      return Double.longBitsToDouble(StalenessMarker.BITS);
    }
    double before = StalenessMarker.is(value) || Double.isNaN(value) ? 0 : value;
    if (style == 6 && random.nextInt(500) == 0) {
      return random.nextBoolean() ? Double.NaN : Double.POSITIVE_INFINITY;
    }
    return switch (style) {
      case 0, 1 -> random.nextInt(500) == 0 ? random.nextInt(10) : before + random.nextInt(100);
      case 2 -> random.nextGaussian() * 1e6;
      case 3 -> Math.rint(random.nextInt(1_000_000)) / 100;
      case 4 -> 0;
      case 5 -> before + random.nextDouble();
      case 6 -> random.nextInt(100);
      default -> random.nextInt(3) - 1;
    };
  }

  private void assertAgreement(Random random, int instants, List<String> ranges) {
    InMemorySource source = new InMemorySource();
    plain.forEach((labels, samples) -> samples.forEach((t, v) -> source.append(labels, t, v)));
    for (String function : FUNCTIONS) {
      for (String range : ranges) {
        PreparedQuery query = engine.prepare(function.formatted(range));
        for (int i = 0; i < instants; i++) {
          long at = watermarkMs + 1 + random.nextInt(120_000) - 60_000L * (i % 2);
          Value expected = query.instant(source, at, Interrupt.never()).value();
          Value actual = query.instant(windows, at, Interrupt.never()).value();
          assertClose(actual, expected, function.formatted(range) + " at " + at);
        }
      }
    }
  }

  private static void assertClose(Value actual, Value expected, String what) {
    Map<Labels, Double> left = values(actual);
    Map<Labels, Double> right = values(expected);
    assertThat(left.keySet()).as(what).isEqualTo(right.keySet());
    right.forEach(
        (labels, value) -> {
          double other = left.getOrDefault(labels, Double.NaN);
          boolean same =
              Double.compare(value, other) == 0
                  || Math.abs(value - other) <= 1e-12 * Math.max(Math.abs(value), Math.abs(other));
          assertThat(same).as("%s of %s: %s, expected %s", what, labels, other, value).isTrue();
        });
  }

  private static Map<Labels, Double> values(Value value) {
    Map<Labels, Double> values = new TreeMap<>();
    for (Value.Sample sample : ((Value.Vector) value).samples()) {
      values.put(sample.labels(), sample.value());
    }
    return values;
  }

  private List<String> bits(List<String> queries) {
    List<String> lines = new ArrayList<>();
    for (String text : queries) {
      PreparedQuery query = engine.prepare(text);
      for (int i = 0; i < 20; i++) {
        values(query.instant(windows, watermarkMs + 1 + i * 7_777L, Interrupt.never()).value())
            .forEach(
                (labels, value) ->
                    lines.add(text + labels + Long.toHexString(Double.doubleToRawLongBits(value))));
      }
    }
    return lines;
  }

  private void restart() {
    windows = new Windows(log, 1_000);
    windows.subscribe(List.of(new Subscription(X, KEPT_MS)));
    windows.restore(new HistogramWire());
  }

  private static Series resolve(Windows windows, Labels labels) {
    Series series = windows.resolve(Fingerprint.of(labels), labels);
    assertThat(series).isNotNull();
    return series;
  }
}
