package io.tributary.hub.store;

import io.tributary.hub.block.Block;
import io.tributary.hub.block.CorruptBlockException;
import io.tributary.hub.head.Head;
import io.tributary.hub.index.PostingsIndex;
import io.tributary.promql.source.Selection;
import io.tributary.schemas.labels.LabelOrder;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds series and labels in the blocks and the head. Any thread. */
final class StoreReader {
  private final Blocks blocks;
  private final Head head;

  StoreReader(Blocks blocks, Head head) {
    this.blocks = blocks;
    this.head = head;
  }

  StoreSeries select(Selection selection) {
    TreeMap<Labels, List<Part>> found = new TreeMap<>();
    // The head first: a block that is cut meanwhile is then found twice, which merging evens out,
    // and never not at all.
    long drops = head.drops();
    List<Head.Found> inHead =
        reachesHead(selection.toMs()) ? head.find(selection.matchers()) : List.of();
    for (Block block : overlapping(selection.fromMs(), selection.toMs())) {
      try {
        addFound(block, selection, found);
      } catch (IOException e) {
        throw failed(e);
      }
    }
    for (Head.Found one : inHead) {
      if (one.mayHaveSamples(selection.fromMs(), selection.toMs())) {
        found
            .computeIfAbsent(one.labels(), labels -> new ArrayList<>(1))
            .add(new Part.InHead(one, head, drops, blocks));
      }
    }
    List<List<Part>> parts = new ArrayList<>(found.size());
    for (Map.Entry<Labels, List<Part>> series : found.entrySet()) {
      parts.add(series.getValue());
    }
    return new StoreSeries(List.copyOf(found.keySet()), parts, blocks::setAside);
  }

  private static void addFound(Block block, Selection selection, Map<Labels, List<Part>> found)
      throws IOException {
    for (int series : block.find(selection.matchers())) {
      if (block.mayHaveSamples(series, selection.fromMs(), selection.toMs())) {
        found
            .computeIfAbsent(block.labels(series), labels -> new ArrayList<>(1))
            .add(new Part.InBlock(block, series));
      }
    }
  }

  private boolean reachesHead(long toMs) {
    return toMs >= head.earliestMs();
  }

  private List<Block> overlapping(long fromMs, long toMs) {
    List<Block> found = new ArrayList<>();
    for (Block block : blocks.open()) {
      if (block.meta().minTime() <= toMs && block.meta().maxTime() > fromMs) {
        found.add(block);
      }
    }
    return found;
  }

  SortedSet<String> labelNames(long fromMs, long toMs) {
    return labelTexts(fromMs, toMs, PostingsIndex::names);
  }

  SortedSet<String> labelValues(String name, long fromMs, long toMs) {
    return labelTexts(fromMs, toMs, index -> index.values(name));
  }

  private SortedSet<String> labelTexts(
      long fromMs, long toMs, Head.Question<List<String>> question) {
    SortedSet<String> texts = new TreeSet<>(LabelOrder::compare);
    if (reachesHead(toMs)) {
      texts.addAll(head.ask(question));
    }
    for (Block block : overlapping(fromMs, toMs)) {
      try {
        texts.addAll(question.of(block.index()));
      } catch (IOException e) {
        throw failed(e);
      }
    }
    return texts;
  }

  private UncheckedIOException failed(IOException e) {
    if (e instanceof CorruptBlockException c) {
      blocks.setAside(c);
    }
    return new UncheckedIOException(e);
  }
}
