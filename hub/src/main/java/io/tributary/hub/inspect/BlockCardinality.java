package io.tributary.hub.inspect;

import io.tributary.hub.block.Block;
import io.tributary.hub.index.LargestCounts;
import io.tributary.hub.index.LargestCounts.Count;
import io.tributary.hub.index.PostingsIndex;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a block has most of, the most first.
 *
 * @param metrics series by metric name
 * @param labels values by label name
 * @param pairs series by label pair
 */
public record BlockCardinality(List<Count> metrics, List<Count> labels, List<Count> pairs) {
  /** Of the block in this folder, at most so many of each. */
  public static BlockCardinality of(Path folder, int limit) throws IOException {
    LargestCounts metrics = new LargestCounts(limit);
    LargestCounts labels = new LargestCounts(limit);
    LargestCounts pairs = new LargestCounts(limit);
    try (Block block = Block.open(folder)) {
      PostingsIndex index = block.index();
      for (String name : index.names()) {
        List<String> values = index.values(name);
        labels.add(name, values.size());
        for (String value : values) {
          long series = index.count(name, value);
          if (name.equals(Labels.NAME)) {
            metrics.add(value, series);
          } else if (pairs.takes(series)) {
            pairs.add(name + "=\"" + value + "\"", series);
          }
        }
      }
    }
    return new BlockCardinality(metrics.descending(), labels.descending(), pairs.descending());
  }
}
