package io.tributary.hub.inspect;

import io.tributary.hub.block.Block;
import io.tributary.hub.index.PostingsIndex;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a block has most of, the most first.
 *
 * @param metrics series by metric name
 * @param labels values by label name
 * @param pairs series by label pair
 */
public record BlockCardinality(List<Count> metrics, List<Count> labels, List<Count> pairs) {
  /** A name, and how many there are of it. */
  public record Count(String name, long count) {}

  /** Of the block in this folder, at most so many of each. */
  public static BlockCardinality of(Path folder, int limit) throws IOException {
    List<Count> metrics = new ArrayList<>();
    List<Count> labels = new ArrayList<>();
    List<Count> pairs = new ArrayList<>();
    try (Block block = Block.open(folder)) {
      PostingsIndex index = block.index();
      for (String name : index.names()) {
        List<String> values = index.values(name);
        labels.add(new Count(name, values.size()));
        for (String value : values) {
          long series = index.postings(name, value).length;
          if (name.equals(Labels.NAME)) {
            metrics.add(new Count(value, series));
          } else {
            pairs.add(new Count(name + "=\"" + value + "\"", series));
          }
        }
      }
    }
    return new BlockCardinality(top(metrics, limit), top(labels, limit), top(pairs, limit));
  }

  private static List<Count> top(List<Count> counts, int limit) {
    counts.sort(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::name));
    return List.copyOf(counts.subList(0, Math.min(limit, counts.size())));
  }
}
