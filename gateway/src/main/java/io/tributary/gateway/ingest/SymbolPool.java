package io.tributary.gateway.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All symbols of all known series. Thread-safe. */
final class SymbolPool {
  private static final int SYMBOL_BYTES = 64;

  private final BytesTable<Symbol> symbols = new BytesTable<>();
  private final AtomicInteger nextId = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final long maxBytes;

  SymbolPool(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The symbol of these bytes, or null where no known series has it. */
  @Nullable Symbol find(byte[] bytes, int from, int to) {
    return symbols.find(LabelHash.of(bytes, from, to), bytes, from, to);
  }

  /** The symbol of these bytes, which is added if it is new and there is room. */
  Symbol intern(byte[] bytes, int from, int to) {
    long hash = LabelHash.of(bytes, from, to);
    Symbol known = symbols.find(hash, bytes, from, to);
    if (known != null) {
      return known;
    }
    Symbol fresh = new Symbol(Arrays.copyOfRange(bytes, from, to), hash, nextId.getAndIncrement());
    if (this.bytes.get() > maxBytes) {
      return fresh;
    }
    this.bytes.addAndGet(SYMBOL_BYTES + to - from);
    return symbols.add(fresh);
  }

  Symbol intern(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return intern(utf8, 0, utf8.length);
  }

  void retain(Predicate<Symbol> kept) {
    symbols.retain(kept);
    long[] left = new long[1];
    symbols.forEach(symbol -> left[0] += SYMBOL_BYTES + symbol.key.length);
    bytes.set(left[0]);
  }

  /** Roughly how many bytes of memory the symbols take. */
  long bytes() {
    return bytes.get();
  }

  int size() {
    return symbols.size();
  }
}
