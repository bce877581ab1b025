package io.tributary.hub.feed;

import io.tributary.schemas.remotewrite.FamilyMetadata;
import io.tributary.schemas.remotewrite.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What agents said of their metric families.
 *
 * <p>Threading: any.
 */
final class SeriesMetadata {
  /** Different texts of one family, from agents of different versions; more are not kept. */
  private static final int MAX_PER_FAMILY = 8;

  /** More families are not kept: an agent that makes names up must not fill the memory. */
  private static final int MAX_FAMILIES = 1 << 17;

  private final TreeMap<String, List<FamilyMetadata>> families = new TreeMap<>();

  synchronized void add(String metric, MetricType type, String help, String unit) {
    String family = family(metric, type);
    FamilyMetadata metadata = new FamilyMetadata(family, type, help, unit);
    List<FamilyMetadata> known = families.get(family);
    if (known == null) {
      if (families.size() < MAX_FAMILIES) {
        families.put(family, List.of(metadata));
      }
    } else if (!known.contains(metadata) && known.size() < MAX_PER_FAMILY) {
      List<FamilyMetadata> more = new ArrayList<>(known);
      more.add(metadata);
      families.put(family, List.copyOf(more));
    }
  }

  /** The parts of a histogram and a summary carry the metadata of the whole. */
  private static String family(String metric, MetricType type) {
    return switch (type) {
      case HISTOGRAM -> without(metric, "_bucket", "_count", "_sum");
      case SUMMARY -> without(metric, "_count", "_sum");
      case GAUGEHISTOGRAM -> without(metric, "_bucket", "_gcount", "_gsum");
      case UNKNOWN, COUNTER, GAUGE, INFO, STATESET -> metric;
    };
  }

  private static String without(String metric, String... suffixes) {
    for (String suffix : suffixes) {
      if (metric.endsWith(suffix)) {
        return metric.substring(0, metric.length() - suffix.length());
      }
    }
    return metric;
  }

  synchronized SortedMap<String, List<FamilyMetadata>> all() {
    return new TreeMap<>(families);
  }
}
