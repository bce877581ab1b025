package io.tributary.hub.store;

import io.tributary.hub.block.Block;
import io.tributary.hub.block.ChunkMeta;
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
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds series and labels in the blocks and the head. Any thread. */
final class StoreReader {
  /** So many series are read between two looks at whether the query still goes on. */
  private static final int BETWEEN_CHECKPOINTS = 256;

  private final Blocks blocks;
  private final Head head;

  StoreReader(Blocks blocks, Head head) {
    this.blocks = blocks;
    this.head = head;
  }

  StoreSeries select(Selection selection) {
    FoundSeries found = new FoundSeries();
    // The head first: a block that is cut meanwhile is then found twice, which merging evens out,
    // and never not at all.
    long drops = head.drops();
    List<Head.Found> inHead = reachesHead(selection.toMs()) ? head.find(selection) : List.of();
    for (Block block : overlapping(selection.fromMs(), selection.toMs())) {
      try {
        addFound(block, selection, found);
      } catch (IOException e) {
        throw failed(e);
      }
    }
    addFound(inHead, drops, found);
    return new StoreSeries(found.labels(), found.parts(), blocks::setAside);
  }

  /** A block numbers its series in order of their labels. */
  private static void addFound(Block block, Selection selection, FoundSeries found)
      throws IOException {
    List<Labels> labels = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    Runnable checkpoint = selection.checkpoint();
    for (int series : block.find(selection.matchers(), checkpoint)) {
      if (labels.size() % BETWEEN_CHECKPOINTS == 0) {
        checkpoint.run();
      }
      List<ChunkMeta> chunks = new ArrayList<>();
      Labels its = block.series(series, selection.fromMs(), selection.toMs(), chunks);
      if (!chunks.isEmpty()) {
        labels.add(its);
        parts.add(new Part.InBlock(block, series, chunks));
      }
    }
    found.add(labels, parts);
  }

  private void addFound(List<Head.Found> inHead, long drops, FoundSeries found) {
    List<Labels> labels = new ArrayList<>(inHead.size());
    List<Part> parts = new ArrayList<>(inHead.size());
    for (Head.Found one : inHead) {
      labels.add(one.labels());
      parts.add(new Part.InHead(one, head, drops, blocks));
    }
    found.add(labels, parts);
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
