package io.tributary.standalone.interop;

import io.tributary.promql.script.ScriptSeries;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * An hour and a half of two small clusters, as agents see them: counters that are reset, gauges,
 * targets that vanish with a staleness marker and come back, missed scrapes, times that jitter,
 * classic and native histograms, infinities, names that need quotes, series of many labels.
 */
final class SampleSet {
  /** A Wednesday in October, aligned to nothing in particular. */
  static final long START_MS = 1_760_523_417_000L;

  static final int SCRAPES = 360;
  static final long INTERVAL_MS = 15_000;
  static final long END_MS = START_MS + SCRAPES * INTERVAL_MS;

  private static final double[] BOUNDS = {0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10};

  private final Random random = new Random(20251015);
  private final List<ScriptSeries> series = new ArrayList<>();

  /** The same at each call. */
  static List<ScriptSeries> generate() {
    SampleSet set = new SampleSet();
    for (String cluster : List.of("east", "west")) {
      for (int instance = 0; instance < 2; instance++) {
        set.instance(cluster, "10.0.0." + instance + ":9100", instance);
      }
    }
    set.oddities();
    // A store finds series in the order of their creation, and ties are resolved by it.
    set.series.sort(Comparator.comparing(ScriptSeries::labels));
    return set.series;
  }

  private void instance(String cluster, String instance, int number) {
    Labels target = Labels.of("cluster", cluster, "instance", instance, "job", "api");
    Presence presence = presence(cluster.equals("west") && number == 1);
    add(target, "up", presence, i -> presence.vanished(i - 1) ? 0 : 1);
    for (String method : List.of("GET", "POST")) {
      for (String code : List.of("200", "404", "500")) {
        double rate = code.equals("200") ? 20 : random.nextInt(3);
        int reset = random.nextBoolean() ? 60 + random.nextInt(240) : SCRAPES + 1;
        add(
            target.toBuilder().set("method", method).set("code", code).build(),
            "http_requests_total",
            presence,
            counter(rate, reset));
      }
    }
    double base = 1 + random.nextInt(8);
    add(target, "node_load1", presence, i -> base + Math.sin(i / 20.0) + random.nextDouble());
    add(target, "node_memory_free_bytes", presence, i -> 1e9 + 1e6 * random.nextInt(1000));
    add(target, "node_memory_size_bytes", presence, i -> 8.589934592e9);
    add(target, "temperature_celsius", presence, i -> -5 + 10 * random.nextGaussian());
    add(target, "process_start_time_seconds", presence, i -> START_MS / 1e3 - 3600 * number);
    add(
        target.toBuilder().set("version", "1." + number).set("region", cluster + "-1").build(),
        "build_info",
        presence,
        i -> 1);
    classicHistogram(target, presence);
    nativeHistograms(target, presence, number);
  }

  private IntToDoubleFunction counter(double rate, int resetAt) {
    double[] values = new double[SCRAPES];
    double value = random.nextInt(1_000);
    for (int i = 0; i < SCRAPES; i++) {
      value = i == resetAt ? 0 : value + Math.floor(rate * random.nextDouble() * 2);
      values[i] = value;
    }
    return i -> values[i];
  }

  private void classicHistogram(Labels target, Presence presence) {
    double[][] counts = new double[SCRAPES][BOUNDS.length + 1];
    double[] sums = new double[SCRAPES];
    double[] running = new double[BOUNDS.length + 1];
    double sum = 0;
    for (int i = 0; i < SCRAPES; i++) {
      for (int n = random.nextInt(12); n > 0; n--) {
        double seconds = Math.exp(random.nextGaussian() - 1.5);
        sum += seconds;
        for (int b = 0; b <= BOUNDS.length; b++) {
          running[b] += b == BOUNDS.length || seconds <= BOUNDS[b] ? 1 : 0;
        }
      }
      counts[i] = running.clone();
      sums[i] = sum;
    }
    for (int b = 0; b <= BOUNDS.length; b++) {
      int bucket = b;
      String le = b == BOUNDS.length ? "+Inf" : text(BOUNDS[b]);
      add(
          target.toBuilder().set("le", le).build(),
          "request_duration_seconds_bucket",
          presence,
          i -> counts[i][bucket]);
    }
    add(target, "request_duration_seconds_count", presence, i -> counts[i][BOUNDS.length]);
    add(target, "request_duration_seconds_sum", presence, i -> sums[i]);
  }

  private static String text(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  private void nativeHistograms(Labels target, Presence presence, int number) {
    List<FloatHistogram> exponential = new ArrayList<>();
    List<FloatHistogram> custom = new ArrayList<>();
    double[] buckets = filled(12);
    double[] negative = new double[2];
    double[] customBuckets = filled(5);
    double zeros = 0;
    double sum = 0;
    for (int i = 0; i < SCRAPES; i++) {
      if (i == 150 + 40 * number) {
        buckets = filled(12);
        customBuckets = filled(5);
        zeros = 0;
        sum = 0;
      }
      for (int n = random.nextInt(10); n > 0; n--) {
        buckets[random.nextInt(random.nextInt(12) + 1)]++;
        customBuckets[random.nextInt(5)]++;
        sum += random.nextDouble();
      }
      negative[random.nextInt(2)] += 1;
      zeros += random.nextInt(2);
      exponential.add(
          FloatHistogram.builder(number == 0 ? 1 : 2)
              .zero(0.001, zeros)
              .count(total(buckets) + total(negative) + zeros)
              .sum(sum)
              .positive(-6, buckets.clone())
              .negative(-2, negative.clone())
              .build());
      custom.add(
          FloatHistogram.builder(FloatHistogram.CUSTOM_SCHEMA)
              .count(total(customBuckets))
              .sum(sum)
              .positive(0, customBuckets.clone())
              .customBounds(0.1, 0.5, 1, 5)
              .build());
    }
    addHistograms(target, "rpc_seconds", presence, exponential);
    addHistograms(target, "queue_seconds", presence, custom);
  }

  /**
   * Not empty: newer versions than the peer extrapolate a rate of histograms back to zero at most,
   * as all do of floats.
   */
  private static double[] filled(int buckets) {
    double[] counts = new double[buckets];
    Arrays.fill(counts, 50);
    return counts;
  }

  private static double total(double[] counts) {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    return total;
  }

  private void oddities() {
    Presence always = presence(false);
    Labels odd = Labels.of("job", "odd");
    add(odd.toBuilder().set("kind", "nan").build(), "odd_value", always, i -> Double.NaN);
    add(
        odd.toBuilder().set("kind", "inf").build(),
        "odd_value",
        always,
        i -> i % 2 == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
    add(odd.toBuilder().set("kind", "zero").build(), "odd_value", always, i -> -0.0);
    add(odd.toBuilder().set("kind", "huge").build(), "odd_value", always, i -> 1e300 * (1 + i % 7));
    add(odd.toBuilder().set("kind", "tiny").build(), "odd_value", always, i -> 5e-300 * i);
    add(Labels.of("job", "odd"), "steps", always, i -> Math.floor(i / 40.0));
    add(Labels.of("job", "odd"), "constant", always, i -> 42);
    Presence sparse = presence(false);
    for (int i = 0; i < SCRAPES; i++) {
      sparse.missed[i] = i % 16 != 3;
    }
    add(Labels.of("job", "odd"), "sparse", sparse, i -> i);
    for (int i = 0; i < 4; i++) {
      Labels host = Labels.of("host.name", (i < 2 ? "a-" : "b-") + i % 2, "zone", "z" + i % 2);
      add(host, "queue depth/π", presence(false), n -> 10 + n % 9 + random.nextDouble());
      LabelsBuilder many = Labels.EMPTY.toBuilder();
      for (int label = 0; label < 40; label++) {
        many.set("l%02d".formatted(label), "v" + (i * label) % 5);
      }
      int offset = i;
      add(many.build(), "many", presence(false), n -> n * 0.5 + offset);
    }
    Presence late = presence(false);
    for (int i = 0; i < 200; i++) {
      late.missed[i] = true;
    }
    add(Labels.of("job", "odd", "cluster", "east"), "late_total", late, i -> i * 3);
  }

  /** When a target was scraped. */
  private static final class Presence {
    private final long[] times = new long[SCRAPES];
    private final boolean[] missed = new boolean[SCRAPES];
    private final boolean[] stale = new boolean[SCRAPES];

    boolean vanished(int scrape) {
      return scrape >= 0 && stale[scrape];
    }
  }

  private Presence presence(boolean vanishes) {
    Presence presence = new Presence();
    for (int i = 0; i < SCRAPES; i++) {
      int jitter = random.nextInt(4) == 0 ? random.nextInt(9) - 4 : 0;
      // What is earlier than the very first sample of all a Prometheus would refuse.
      presence.times[i] = START_MS + i * INTERVAL_MS + (i == 0 ? 0 : jitter);
      presence.missed[i] = random.nextInt(40) == 0;
      if (vanishes && i >= 140 && i < 190) {
        presence.missed[i] = i > 140;
        presence.stale[i] = i == 140;
      }
    }
    return presence;
  }

  private void add(Labels labels, String name, Presence presence, IntToDoubleFunction value) {
    List<ScriptSeries.Sample> samples = new ArrayList<>();
    for (int i = 0; i < SCRAPES; i++) {
      double v = value.applyAsDouble(i);
      if (presence.stale[i]) {
        samples.add(sample(presence.times[i], StalenessMarker.VALUE, null));
      } else if (!presence.missed[i]) {
        samples.add(sample(presence.times[i], v, null));
      }
    }
    series.add(new ScriptSeries(named(labels, name), samples));
  }

  private void addHistograms(
      Labels labels, String name, Presence presence, List<FloatHistogram> values) {
    List<ScriptSeries.Sample> samples = new ArrayList<>();
    for (int i = 0; i < SCRAPES; i++) {
      if (presence.stale[i]) {
        samples.add(sample(presence.times[i], 0, FloatHistogram.stale()));
      } else if (!presence.missed[i]) {
        samples.add(sample(presence.times[i], 0, values.get(i)));
      }
    }
    series.add(new ScriptSeries(named(labels, name), samples));
  }

  private static ScriptSeries.Sample sample(
      long timestampMs, double value, @Nullable FloatHistogram histogram) {
    return new ScriptSeries.Sample(timestampMs, value, histogram, 0);
  }

  private static Labels named(Labels labels, String name) {
    return labels.toBuilder().set(Labels.NAME, name).build();
  }
}
