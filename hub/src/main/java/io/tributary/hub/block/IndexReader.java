package io.tributary.hub.block;

import io.tributary.hub.index.Postings;
import io.tributary.hub.index.PostingsIndex;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a block's index, mapped. A series' number is its place in the file / 16, as postings have
 * it.
 *
 * <p>Threading: any number of threads, after construction. Opening reads symbols and the postings
 * table, so that what is broken in them is found then; series and postings are checked as they are
 * read.
 */
final class IndexReader implements PostingsIndex {
  private final Path file;
  private final MemorySegment bytes;
  private final String[] symbols;
  private final Map<String, LabelValues> labels = new LinkedHashMap<>();
  private final long allAt;

  IndexReader(Path file, Arena arena) throws IOException {
    this.file = file;
    bytes = MappedFile.map(file, arena);
    if (bytes.byteSize() < IndexLayout.HEADER_BYTES + IndexLayout.CONTENTS_BYTES) {
      throw new CorruptBlockException(file, "has only " + bytes.byteSize() + " bytes");
    }
    SectionReader header = new SectionReader(file, bytes, 0, bytes.byteSize());
    int magic = header.readInt();
    int version = header.readByte();
    if (magic != IndexLayout.MAGIC || version != IndexLayout.VERSION) {
      throw new CorruptBlockException(
          file, String.format("is no index of version 2: magic %08X, version %d", magic, version));
    }
    long contents = bytes.byteSize() - IndexLayout.CONTENTS_BYTES;
    SectionReader places = SectionReader.checkedTail(file, bytes, contents);
    long symbolsAt = places.readLong();
    places.skip(4 * Long.BYTES);
    symbols = readSymbols(symbolsAt);
    allAt = readTable(places.readLong());
  }

  void addTexts(Set<String> into) {
    Collections.addAll(into, symbols);
  }

  private String[] readSymbols(long at) throws IOException {
    SectionReader reader = SectionReader.checked(file, bytes, at);
    String[] texts = new String[reader.readIntCount(1)];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = reader.readText();
    }
    return texts;
  }

  private long readTable(long at) throws IOException {
    SectionReader reader = SectionReader.checked(file, bytes, at);
    int count = reader.readIntCount(4);
    Map<String, String> shared = new HashMap<>();
    for (String symbol : symbols) {
      shared.put(symbol, symbol);
    }
    long all = -1;
    for (int i = 0; i < count; i++) {
      if (reader.readUvarint() != IndexLayout.LABEL_PAIR) {
        throw reader.corrupt("an entry of the postings table is no pair of a name and a value");
      }
      String name = reader.readText();
      String value = reader.readText();
      long offset = reader.readUvarint();
      if (name.isEmpty()) {
        all = offset;
      } else {
        labels
            .computeIfAbsent(shared.getOrDefault(name, name), n -> new LabelValues())
            .add(shared.getOrDefault(value, value), offset);
      }
    }
    if (all < 0 && count > 0) {
      throw reader.corrupt("the postings table lacks the entry of all series");
    }
    return all;
  }

  /**
   * Puts the series' chunks into {@code chunks}, in place of what it holds, and returns its labels.
   */
  Labels series(int series, List<ChunkMeta> chunks) throws IOException {
    SectionReader reader = seriesAt(series);
    Labels found = readLabels(reader);
    chunks.clear();
    readChunks(reader, chunks);
    return found;
  }

  /** The series' labels. */
  Labels labels(int series) throws IOException {
    return readLabels(seriesAt(series));
  }

  private SectionReader seriesAt(int series) throws IOException {
    return SectionReader.checkedShort(
        file, bytes, (series & 0xffff_ffffL) * IndexLayout.SERIES_ALIGNMENT);
  }

  private Labels readLabels(SectionReader reader) throws IOException {
    int count = reader.readCount(2);
    LabelsBuilder builder = Labels.builder();
    for (int i = 0; i < count; i++) {
      builder.set(symbol(reader), symbol(reader));
    }
    return builder.build();
  }

  private String symbol(SectionReader reader) throws IOException {
    long symbol = reader.readUvarint();
    if (symbol < 0 || symbol >= symbols.length) {
      throw reader.corrupt("symbol " + symbol + " of " + symbols.length);
    }
    return symbols[(int) symbol];
  }

  private static void readChunks(SectionReader reader, List<ChunkMeta> chunks) throws IOException {
    int count = reader.readCount(3);
    long max = 0;
    long reference = 0;
    for (int i = 0; i < count; i++) {
      long min = i == 0 ? reader.readVarint() : max + reader.readUvarint();
      max = min + reader.readUvarint();
      reference = i == 0 ? reader.readUvarint() : reference + reader.readVarint();
      chunks.add(new ChunkMeta(min, max, reference));
    }
  }

  @Override
  public int[] all() throws IOException {
    return allAt < 0 ? Postings.NONE : readPostings(allAt);
  }

  @Override
  public List<String> names() {
    return List.copyOf(labels.keySet());
  }

  @Override
  public List<String> values(String name) {
    LabelValues found = labels.get(name);
    return found == null ? List.of() : found.values;
  }

  @Override
  public int[] postings(String name, String value) throws IOException {
    LabelValues found = labels.get(name);
    Long offset = found == null ? null : found.offset(value);
    return offset == null ? Postings.NONE : readPostings(offset);
  }

  private int[] readPostings(long at) throws IOException {
    SectionReader reader = SectionReader.checked(file, bytes, at);
    int[] series = new int[reader.readIntCount(4)];
    for (int i = 0; i < series.length; i++) {
      series[i] = reader.readInt();
    }
    return series;
  }

  /** The values of one label, ascending, and where the postings of each are. */
  private static final class LabelValues {
    private final List<String> values = new ArrayList<>();
    private final Map<String, Long> offsets = new HashMap<>();

    void add(String value, long offset) {
      values.add(value);
      offsets.put(value, offset);
    }

    @Nullable Long offset(String value) {
      return offsets.get(value);
    }
  }
}
