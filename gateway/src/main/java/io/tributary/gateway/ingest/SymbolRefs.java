package io.tributary.gateway.ingest;

import io.tributary.schemas.remotewrite.RequestWriter;
import java.util.Arrays;

/**
 * Which reference each symbol has in the record that is being written. A small table of ids rather
 * than an array over all ids: it stays in the processor's first cache.
 */
final class SymbolRefs {
  /** id + 1, or 0 for a free slot; a power of two long, at most half full. */
  private int[] ids = new int[1 << 10];

  private int[] refs = new int[1 << 10];
  private int size;

  void clear() {
    Arrays.fill(ids, 0);
    size = 0;
  }

  /** The references of the series' symbols in the writer's request, which gets the new ones. */
  void of(KnownSeries series, RequestWriter writer, int[] out) {
    final int[] symbolIds = series.symbolIds;
    for (int n = 0; n < symbolIds.length; n++) {
      int key = symbolIds[n] + 1;
      if (key == 0) { // Symbol.NO_ID
        out[n] = writer.symbol(series.symbols[n].toString());
        continue;
      }
      int mask = ids.length - 1;
      int i = slot(key, mask);
      while (ids[i] != key && ids[i] != 0) {
        i = (i + 1) & mask;
      }
      out[n] = ids[i] == key ? refs[i] : add(i, key, series.symbols[n], writer);
    }
  }

  private int add(int i, int key, Symbol symbol, RequestWriter writer) {
    int ref = writer.addSymbol(symbol.key, 0, symbol.key.length);
    ids[i] = key;
    refs[i] = ref;
    if (2 * ++size > ids.length) {
      grow();
    }
    return ref;
  }

  private void grow() {
    int[] oldIds = ids;
    int[] oldRefs = refs;
    ids = new int[2 * oldIds.length];
    refs = new int[2 * oldIds.length];
    int mask = ids.length - 1;
    for (int n = 0; n < oldIds.length; n++) {
      if (oldIds[n] != 0) {
        int i = slot(oldIds[n], mask);
        while (ids[i] != 0) {
          i = (i + 1) & mask;
        }
        ids[i] = oldIds[n];
        refs[i] = oldRefs[n];
      }
    }
  }

  private static int slot(int key, int mask) {
    int h = key * 0x9E3779B9;
    return (h ^ h >>> 16) & mask;
  }
}
