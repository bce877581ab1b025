package io.tributary.gateway.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All symbols of all known series. Thread-safe. */
final class SymbolPool {
  private static final int SYMBOL_BYTES = 64;

  private final BytesTable<Symbol> symbols = new BytesTable<>();
  private final AtomicInteger nextId = new AtomicInteger();
  private final TableBytes tableBytes;

  SymbolPool(TableBytes tableBytes) {
    this.tableBytes = tableBytes;
  }

  /** The symbol of these bytes, or null where no known series has it. */
  @Nullable Symbol find(byte[] bytes, int from, int to) {
    return symbols.find(LabelHash.of(bytes, from, to), bytes, from, to);
  }

  /** The symbol of these bytes, which is added if it is new and there is room for it. */
  Symbol intern(byte[] bytes, int from, int to) {
    long hash = LabelHash.of(bytes, from, to);
    Symbol known = symbols.find(hash, bytes, from, to);
    if (known != null) {
      return known;
    }
    byte[] copy = Arrays.copyOfRange(bytes, from, to);
    // Ids are for those that stay: a stream of symbols that find no room must not use them up.
    if (nextId.get() == Integer.MAX_VALUE || !tableBytes.tryTake(SYMBOL_BYTES + copy.length)) {
      return new Symbol(copy, hash, Symbol.NO_ID);
    }
    Symbol fresh = new Symbol(copy, hash, nextId.getAndIncrement());
    Symbol kept = symbols.add(fresh);
    if (kept != fresh) {
      tableBytes.giveBack(size(fresh));
    }
    return kept;
  }

  Symbol intern(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return intern(utf8, 0, utf8.length);
  }

  void retain(Predicate<Symbol> kept) {
    symbols.retain(kept, symbol -> tableBytes.giveBack(size(symbol)));
  }

  private static int size(Symbol symbol) {
    return SYMBOL_BYTES + symbol.key.length;
  }

  int size() {
    return symbols.size();
  }
}
