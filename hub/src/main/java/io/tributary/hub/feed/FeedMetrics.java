package io.tributary.hub.feed;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.hub.store.HubStore;

/**
 * What became of the samples that were read:
 *
 * <pre>
 *   read = appended + out_of_order + duplicates + dropped (conflict + too_old + too_new)
 * </pre>
 *
 * After a restart samples come again that are in blocks already; they count as duplicates.
 */
final class FeedMetrics {
  private final Counter read;
  private final Counter appended;
  private final Counter outOfOrder;
  private final Counter duplicates;
  private final Counter dropped;
  private final Counter undecodable;
  private final Counter cutFailures;
  private final Counter compactionFailures;
  private final Gauge rebuilt;

  FeedMetrics(PrometheusRegistry registry, HubStore store) {
    read = counter(registry, "samples_read", "Samples read from the topics.");
    appended = counter(registry, "samples_appended", "Samples kept, the latest of their series.");
    outOfOrder =
        counter(registry, "samples_out_of_order", "Samples kept, not the latest of their series.");
    duplicates = counter(registry, "samples_duplicate", "Samples that were there already.");
    dropped =
        Counter.builder()
            .name("tributary_hub_samples_dropped_total")
            .help(
                "Samples not kept: too old, of the future, or another value is there at their"
                    + " time.")
            .labelNames("reason")
            .register(registry);
    undecodable = counter(registry, "undecodable_records", "Records that could not be read.");
    cutFailures = counter(registry, "cut_failures", "Times that blocks could not be written.");
    compactionFailures =
        counter(registry, "compaction_failures", "Times that blocks could not be merged.");
    rebuilt =
        Gauge.builder()
            .name("tributary_hub_rebuilt_ratio")
            .help("How much has been read of what the log held at the start, 0 to 1.")
            .register(registry);
    GaugeWithCallback.builder()
        .name("tributary_hub_corrupt_blocks")
        .help("Blocks set aside since the start because they could not be read.")
        .callback(callback -> callback.call((double) store.corruptBlocks()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("tributary_hub_head_series")
        .help("Series in memory.")
        .callback(callback -> callback.call(store.head().seriesCount()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("tributary_hub_blocks")
        .help("Blocks on disk.")
        .callback(callback -> callback.call(store.blocks().size()))
        .register(registry);
  }

  private static Counter counter(PrometheusRegistry registry, String name, String help) {
    return Counter.builder().name("tributary_hub_" + name + "_total").help(help).register(registry);
  }

  void samples(AppendCounts counts) {
    read.inc(counts.total());
    appended.inc(counts.inOrder);
    outOfOrder.inc(counts.outOfOrder);
    duplicates.inc(counts.duplicates);
    if (counts.conflicts > 0) {
      dropped.labelValues("conflict").inc(counts.conflicts);
    }
    if (counts.tooNew > 0) {
      dropped.labelValues("too_new").inc(counts.tooNew);
    }
    if (counts.tooOld > 0) {
      dropped.labelValues("too_old").inc(counts.tooOld);
    }
  }

  void undecodable() {
    undecodable.inc();
  }

  void cutFailed() {
    cutFailures.inc();
  }

  void compactionFailed() {
    compactionFailures.inc();
  }

  /** How much of the log at the start has been read, 0 to 1. */
  void rebuilt(double part) {
    rebuilt.set(part);
  }
}
