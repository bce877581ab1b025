package io.tributary.hub.block;

import io.tributary.schemas.labels.LabelOrder;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table of a block's index that says where the postings of each name and value are. It stays in
 * the file; in memory is where every 32nd value of a name stands. Any thread.
 */
final class PostingsTable {
  /** No such postings. */
  static final long NONE = -1;

  private static final int STRIDE = 32;

  /** Where entries of one name stand: the offsets of every 32nd, and how many there are. */
  private static final class Name {
    private final List<Integer> sampled = new ArrayList<>();
    private int count;
  }

  private final Path file;
  private final MemorySegment bytes;
  private final long tableAt;
  private final Map<String, Name> names = new LinkedHashMap<>();
  private long all = NONE;

  PostingsTable(Path file, MemorySegment bytes, long at) throws IOException {
    this.file = file;
    this.bytes = bytes;
    tableAt = at;
    SectionReader reader = SectionReader.checked(file, bytes, at);
    int count = reader.readIntCount(4);
    for (int i = 0; i < count; i++) {
      long entryAt = reader.position() - at;
      String name = entryName(reader);
      reader.skip(reader.readUvarint());
      long postings = reader.readUvarint();
      if (entryAt > Integer.MAX_VALUE) {
        throw reader.corrupt("more than 2 GiB of the postings table");
      }
      if (name.isEmpty()) {
        all = postings;
      } else {
        add(name, (int) entryAt);
      }
    }
    if (all < 0 && count > 0) {
      throw reader.corrupt("the postings table lacks the entry of all series");
    }
  }

  private void add(String name, int entryAt) {
    Name of = names.computeIfAbsent(name, n -> new Name());
    if (of.count % STRIDE == 0) {
      of.sampled.add(entryAt);
    }
    of.count++;
  }

  private static String entryName(SectionReader reader) throws IOException {
    if (reader.readUvarint() != IndexLayout.LABEL_PAIR) {
      throw reader.corrupt("an entry of the postings table is no pair of a name and a value");
    }
    return reader.readText();
  }

  private SectionReader at(int entryAt) throws IOException {
    return new SectionReader(file, bytes, tableAt + entryAt, bytes.byteSize());
  }

  /** Where the postings of all series are. */
  long all() {
    return all;
  }

  Set<String> names() {
    return names.keySet();
  }

  /** The values of a name, ascending. */
  List<String> values(String name) throws IOException {
    Name of = names.get(name);
    List<String> values = new ArrayList<>(of == null ? 0 : of.count);
    if (of != null) {
      SectionReader reader = at(of.sampled.getFirst());
      for (int i = 0; i < of.count; i++) {
        entryName(reader);
        values.add(reader.readText());
        reader.readUvarint();
      }
    }
    return values;
  }

  /** Where the postings of a name and value are; {@link #NONE} where there are none. */
  long find(String name, String value) throws IOException {
    Name of = names.get(name);
    if (of == null) {
      return NONE;
    }
    int low = 0;
    int high = of.sampled.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      SectionReader reader = at(of.sampled.get(middle));
      entryName(reader);
      if (LabelOrder.compare(reader.readText(), value) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    SectionReader reader = at(of.sampled.get(low));
    for (int i = low * STRIDE; i < Math.min(of.count, (low + 1) * STRIDE); i++) {
      entryName(reader);
      String text = reader.readText();
      long postings = reader.readUvarint();
      if (text.equals(value)) {
        return postings;
      }
    }
    return NONE;
  }
}
