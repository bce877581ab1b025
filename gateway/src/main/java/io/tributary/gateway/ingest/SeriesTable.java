package io.tributary.gateway.ingest;

import io.tributary.gateway.GatewayLimits;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The series that the gateway knows, found by their labels as sent: Remote Write 1.0's label bytes,
 * or the ids of 2.0's symbols. Bounded: a series that finds no room is taken nevertheless, it only
 * costs its label work each time; series that have not come for a while make room.
 *
 * <p>Threading: look-ups take no lock, {@link #sweep} is called by one thread.
 */
final class SeriesTable {
  private final GatewayLimits limits;
  private final SymbolPool symbols;
  private final Families families;
  private final BytesTable<KnownSeries> byLabelBytes = new BytesTable<>();
  private final BytesTable<KnownSeries> bySymbolIds = new BytesTable<>();
  private final TableBytes bytes;
  private volatile boolean full;
  private int sweeps;

  SeriesTable(GatewayLimits limits, TableBytes bytes, SymbolPool symbols, Families families) {
    this.bytes = bytes;
    this.limits = limits;
    this.symbols = symbols;
    this.families = families;
  }

  @Nullable KnownSeries findByLabelBytes(long hash, byte[] key, int from, int to) {
    return byLabelBytes.find(hash, key, from, to);
  }

  @Nullable KnownSeries findBySymbolIds(long hash, byte[] key, int from, int to) {
    return bySymbolIds.find(hash, key, from, to);
  }

  KnownSeries addByLabelBytes(KnownSeries series) {
    return add(byLabelBytes, series);
  }

  KnownSeries addBySymbolIds(KnownSeries series) {
    return add(bySymbolIds, series);
  }

  private KnownSeries add(BytesTable<KnownSeries> table, KnownSeries series) {
    if (!bytes.tryTake(series.bytes())) {
      full = true;
      return series;
    }
    KnownSeries present = table.add(series);
    if (present != series) {
      bytes.giveBack(series.bytes());
    }
    present.inTable = true;
    return present;
  }

  int size() {
    return byLabelBytes.size() + bySymbolIds.size();
  }

  long bytes() {
    return bytes.taken();
  }

  /** Whether a series found no room since the last sweep. */
  boolean full() {
    return full;
  }

  /**
   * Forgets the series not seen for the configured time, or for a quarter of it where a series
   * found no room; and the symbols and metric names that no series has any more.
   */
  void sweep(int nowMinute) {
    int idleMinutes = (int) Math.max(1, limits.seriesIdle().toMinutes() / (full ? 4 : 1));
    full = false;
    int oldest = nowMinute - idleMinutes;
    forget(byLabelBytes, oldest);
    forget(bySymbolIds, oldest);
    sweeps++;
    Consumer<KnownSeries> mark =
        series -> {
          for (Symbol symbol : series.symbols) {
            symbol.mark = sweeps;
          }
          series.family.mark = sweeps;
          series.next(null);
        };
    byLabelBytes.forEach(mark);
    bySymbolIds.forEach(mark);
    symbols.retain(symbol -> symbol.mark == sweeps);
    families.retain(family -> family.mark == sweeps);
  }

  private void forget(BytesTable<KnownSeries> table, int oldest) {
    table.retain(series -> !series.forget(oldest), series -> bytes.giveBack(series.bytes()));
  }
}
