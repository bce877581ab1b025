package io.tributary.hub.block;

import io.tributary.hub.index.Postings;
import io.tributary.hub.index.PostingsIndex;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a block's index, mapped. A series' number is its place in the file / 16, as postings have
 * it.
 *
 * <p>Threading: any number of threads, after construction. Opening checks symbols and the postings
 * table, so that what is broken in them is found then; series and postings are checked as they are
 * read.
 */
final class IndexReader implements PostingsIndex {
  private final Path file;
  private final MemorySegment bytes;
  private final SymbolReader symbols;
  private final PostingsTable table;

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
    symbols = new SymbolReader(file, bytes, places.readLong());
    places.skip(4 * Long.BYTES);
    table = new PostingsTable(file, bytes, places.readLong());
  }

  /** Adds all texts that labels have. */
  void addTexts(Set<String> into) throws IOException {
    for (int i = 0; i < symbols.count(); i++) {
      into.add(symbols.get(i));
    }
  }

  /**
   * Puts the series' chunks into {@code chunks}, in place of what it holds, and returns its labels.
   */
  Labels series(int series, List<ChunkMeta> chunks) throws IOException {
    SectionReader reader = seriesAt(series);
    Labels found = readLabels(reader);
    readChunks(reader, chunks);
    return found;
  }

  /** Puts the series' chunks into {@code chunks}, in place of what it holds. */
  void chunks(int series, List<ChunkMeta> chunks) throws IOException {
    SectionReader reader = seriesAt(series);
    for (int refs = 2 * reader.readCount(2); refs > 0; refs--) {
      reader.readUvarint();
    }
    readChunks(reader, chunks);
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
    String[] pairs = new String[2 * count];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = symbol(reader);
    }
    try {
      return Labels.ofSorted(pairs);
    } catch (IllegalArgumentException e) {
      throw reader.corrupt(String.valueOf(e.getMessage()));
    }
  }

  private String symbol(SectionReader reader) throws IOException {
    long symbol = reader.readUvarint();
    if (symbol < 0 || symbol >= symbols.count()) {
      throw reader.corrupt("symbol " + symbol + " of " + symbols.count());
    }
    return symbols.get((int) symbol);
  }

  private static void readChunks(SectionReader reader, List<ChunkMeta> chunks) throws IOException {
    int count = reader.readCount(3);
    chunks.clear();
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
    return readPostings(table.all());
  }

  @Override
  public List<String> names() {
    return new ArrayList<>(table.names());
  }

  @Override
  public List<String> values(String name) throws IOException {
    return table.values(name);
  }

  @Override
  public int[] postings(String name, String value) throws IOException {
    return readPostings(table.find(name, value));
  }

  @Override
  public int count(String name, String value) throws IOException {
    long at = table.find(name, value);
    return at == PostingsTable.NONE ? 0 : SectionReader.checked(file, bytes, at).readIntCount(4);
  }

  private int[] readPostings(long at) throws IOException {
    if (at == PostingsTable.NONE) {
      return Postings.NONE;
    }
    SectionReader reader = SectionReader.checked(file, bytes, at);
    int[] series = new int[reader.readIntCount(4)];
    for (int i = 0; i < series.length; i++) {
      series[i] = reader.readInt();
    }
    return series;
  }
}
