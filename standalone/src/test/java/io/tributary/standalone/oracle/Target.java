package io.tributary.standalone.oracle;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.StalenessMarker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What one agent scrapes together: series of one cluster. */
final class Target {
  /** One series of it. */
  record Series(String cluster, Labels labels, Fingerprint fingerprint) {}

  private final String cluster;
  private final Map<String, String> common;
  private final List<Series> floats = new ArrayList<>();
  private final List<Signal> signals = new ArrayList<>();
  private final List<Series> histograms = new ArrayList<>();
  private final List<Supplier<FloatHistogram>> distributions = new ArrayList<>();
  final Series up;
  final long everyMs;
  final long phaseMs;

  /**
   * A target without series.
   *
   * @param common labels of all its series, {@code job} and {@code instance} among them
   */
  Target(String cluster, Map<String, String> common, long everyMs, long phaseMs) {
    this.cluster = cluster;
    this.common = common;
    this.everyMs = everyMs;
    this.phaseMs = phaseMs;
    up = series("up", Map.of());
  }

  String cluster() {
    return cluster;
  }

  Target add(String name, Map<String, String> labels, Signal signal) {
    floats.add(series(name, labels));
    signals.add(signal);
    return this;
  }

  Target add(String name, Map<String, String> labels, Supplier<FloatHistogram> distribution) {
    histograms.add(series(name, labels));
    distributions.add(distribution);
    return this;
  }

  boolean hasHistograms() {
    return !histograms.isEmpty();
  }

  void restart() {
    signals.forEach(Signal::restart);
  }

  /** The samples of a scrape. */
  Batch scrape(long timestampMs) {
    Batch batch = new Batch(cluster);
    batch.add(up, timestampMs, 1);
    for (int i = 0; i < floats.size(); i++) {
      batch.add(floats.get(i), timestampMs, signals.get(i).at(timestampMs));
    }
    for (int i = 0; i < histograms.size(); i++) {
      batch.add(histograms.get(i), timestampMs, distributions.get(i).get());
    }
    return batch;
  }

  /** What a scrape that fails leaves, the first one with markers: all series but {@code up} end. */
  Batch failedScrape(long timestampMs, boolean first) {
    Batch batch = new Batch(cluster);
    batch.add(up, timestampMs, 0);
    if (first) {
      addMarkers(batch, timestampMs);
    }
    return batch;
  }

  /** The target is gone: {@code up} ends too. */
  Batch gone(long timestampMs) {
    Batch batch = new Batch(cluster);
    batch.add(up, timestampMs, StalenessMarker.VALUE);
    addMarkers(batch, timestampMs);
    return batch;
  }

  private void addMarkers(Batch batch, long timestampMs) {
    floats.forEach(series -> batch.add(series, timestampMs, StalenessMarker.VALUE));
    histograms.forEach(series -> batch.add(series, timestampMs, StalenessMarker.VALUE));
  }

  private Series series(String name, Map<String, String> more) {
    var builder = Labels.of(common).toBuilder().set(Labels.NAME, name).set("cluster", cluster);
    more.forEach(builder::set);
    Labels labels = builder.build();
    return new Series(cluster, labels, Fingerprint.of(labels));
  }
}
