package io.tributary.hub.block;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The symbols of a block's index. They stay in the file; in memory is where each begins, four bytes
 * a symbol, and the texts that were last asked for. Any thread.
 */
final class SymbolReader {
  private static final int CACHED = 1 << 12;

  private record Cached(int symbol, String text) {}

  private final Path file;
  private final MemorySegment bytes;
  private final long sectionAt;
  private final int[] offsets;

  /** By the symbol's lower bits. Records are immutable, so a race costs a decoding only. */
  private final @Nullable Cached[] cache = new Cached[CACHED];

  SymbolReader(Path file, MemorySegment bytes, long at) throws IOException {
    this.file = file;
    this.bytes = bytes;
    sectionAt = at;
    SectionReader reader = SectionReader.checked(file, bytes, at);
    offsets = new int[reader.readIntCount(1)];
    for (int i = 0; i < offsets.length; i++) {
      long offset = reader.position() - at;
      if (offset > Integer.MAX_VALUE) {
        throw reader.corrupt("more than 2 GiB of symbols");
      }
      offsets[i] = (int) offset;
      reader.skip(reader.readUvarint());
    }
  }

  int count() {
    return offsets.length;
  }

  String get(int symbol) throws IOException {
    Cached cached = cache[symbol & (CACHED - 1)];
    if (cached != null && cached.symbol == symbol) {
      return cached.text;
    }
    String text =
        new SectionReader(file, bytes, sectionAt + offsets[symbol], bytes.byteSize()).readText();
    cache[symbol & (CACHED - 1)] = new Cached(symbol, text);
    return text;
  }
}
