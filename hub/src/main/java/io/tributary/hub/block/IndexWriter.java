package io.tributary.hub.block;

import io.tributary.schemas.labels.LabelOrder;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a block's index: symbols first, then series in order of their labels, the rest on {@link
 * #close}. Holds the postings in memory, four bytes for each label of each series. Of one thread.
 */
final class IndexWriter implements AutoCloseable {
  private final BlockFile file;
  private final Section section = new Section();
  private final Section prefix = new Section();
  private final Map<String, Integer> symbols = new HashMap<>();

  /** By name; sorted when they are written. */
  private final Map<String, Values> postings = new HashMap<>();

  private final SeriesList all = new SeriesList(-1);
  private final long symbolsAt;
  private final long seriesAt;
  private @Nullable Labels last;

  /** Begins the file with all texts that the series' labels will have, in any order. */
  IndexWriter(Path path, Collection<String> texts) throws IOException {
    file = new BlockFile(path);
    file.write(section.clear().putInt(IndexLayout.MAGIC).putByte(IndexLayout.VERSION));
    symbolsAt = file.position();
    writeSymbols(texts);
    seriesAt = file.position();
  }

  private void writeSymbols(Collection<String> texts) throws IOException {
    String[] sorted = texts.toArray(String[]::new);
    Arrays.sort(sorted, LabelOrder::compare);
    begin().putInt(sorted.length);
    for (int i = 0; i < sorted.length; i++) {
      section.putText(sorted[i]);
      symbols.put(sorted[i], i);
    }
    end();
  }

  /**
   * Adds a series, its labels greater than the last one's, its chunks ascending in time without
   * overlap.
   *
   * @throws IllegalArgumentException where the order is another
   */
  void addSeries(Labels labels, List<ChunkMeta> chunks) throws IOException {
    if (last != null && labels.compareTo(last) <= 0) {
      throw new IllegalArgumentException("series " + labels + " comes after " + last);
    }
    last = labels;
    file.align(IndexLayout.SERIES_ALIGNMENT);
    int series = Math.toIntExact(file.position() / IndexLayout.SERIES_ALIGNMENT);
    section.clear().putUvarint(labels.size());
    all.add(series);
    for (int i = 0; i < labels.size(); i++) {
      Values values = postings.computeIfAbsent(labels.name(i), n -> new Values(symbol(n)));
      SeriesList list =
          values.byValue.computeIfAbsent(labels.value(i), v -> new SeriesList(symbol(v)));
      section.putUvarint(values.symbol).putUvarint(list.symbol);
      list.add(series);
    }
    putChunks(labels, chunks);
    section.putCrc(0);
    file.write(prefix.clear().putUvarint(section.length() - 4L));
    file.write(section);
  }

  private void putChunks(Labels labels, List<ChunkMeta> chunks) {
    section.putUvarint(chunks.size());
    ChunkMeta before = null;
    for (ChunkMeta chunk : chunks) {
      if (before == null) {
        section.putVarint(chunk.minMs());
        section.putUvarint(chunk.maxMs() - chunk.minMs());
        section.putUvarint(chunk.reference());
      } else {
        if (chunk.minMs() <= before.maxMs()) {
          throw new IllegalArgumentException(
              "chunks of " + labels + " overlap: " + before + ", " + chunk);
        }
        section.putUvarint(chunk.minMs() - before.maxMs());
        section.putUvarint(chunk.maxMs() - chunk.minMs());
        section.putVarint(chunk.reference() - before.reference());
      }
      before = chunk;
    }
  }

  private int symbol(String text) {
    Integer symbol = symbols.get(text);
    if (symbol == null) {
      throw new IllegalArgumentException("\"" + text + "\" is none of the symbols");
    }
    return symbol;
  }

  @Override
  public void close() throws IOException {
    try (file) {
      long postingsAt = file.position();
      Section table = new Section();
      int entries = 1 + postings.values().stream().mapToInt(values -> values.byValue.size()).sum();
      table.putInt(0).putInt(entries);
      putEntry(table, "", "", all);
      for (Map.Entry<String, Values> label : sorted(postings)) {
        for (Map.Entry<String, SeriesList> value : sorted(label.getValue().byValue)) {
          putEntry(table, label.getKey(), value.getKey(), value.getValue());
        }
      }
      long tableAt = file.position();
      table.setInt(0, table.length() - 4);
      file.write(table.putCrc(4));
      section.clear().putLong(symbolsAt).putLong(seriesAt).putLong(postingsAt).putLong(tableAt);
      file.write(section.putLong(postingsAt).putLong(tableAt).putCrc(0));
    }
  }

  private void putEntry(Section table, String name, String value, SeriesList series)
      throws IOException {
    file.align(IndexLayout.POSTINGS_ALIGNMENT);
    table
        .putUvarint(IndexLayout.LABEL_PAIR)
        .putText(name)
        .putText(value)
        .putUvarint(file.position());
    begin().putInt(series.length);
    for (int i = 0; i < series.length; i++) {
      section.putInt(series.items[i]);
    }
    end();
  }

  /** Begins a section with four bytes for its length. */
  private Section begin() {
    return section.clear().putInt(0);
  }

  private void end() throws IOException {
    section.setInt(0, section.length() - 4);
    file.write(section.putCrc(4));
  }

  private static <T> List<Map.Entry<String, T>> sorted(Map<String, T> byText) {
    List<Map.Entry<String, T>> sorted = new ArrayList<>(byText.entrySet());
    sorted.sort((a, b) -> LabelOrder.compare(a.getKey(), b.getKey()));
    return sorted;
  }

  /** The values of a label. */
  private static final class Values {
    final int symbol;
    final Map<String, SeriesList> byValue = new HashMap<>();

    Values(int symbol) {
      this.symbol = symbol;
    }
  }

  /** A growing list of series. */
  private static final class SeriesList {
    final int symbol;
    private int[] items = new int[2];
    private int length;

    SeriesList(int symbol) {
      this.symbol = symbol;
    }

    void add(int series) {
      if (length == items.length) {
        items = Arrays.copyOf(items, 2 * length);
      }
      items[length++] = series;
    }
  }
}
