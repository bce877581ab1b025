package io.tributary.streams.window;

import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.source.SampleColumns;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a series that some rule looks at over a long time, in chunks with summaries, so
 * that a long window touches samples at its edges only.
 *
 * <pre>
 *            chunk 7         chunk 8         chunk 9        open chunk
 *       |.  .  .  .  .  |.  .  .  .  .  |.  .  .  .  .  |.  .  .
 *              (----------------------------------------------]      window
 *               samples     summary         summary       summary or samples
 * </pre>
 *
 * Chunk k has the samples of timestamps from k times {@link #LENGTH_MS}, shifted by a phase that is
 * the series' own lest all series begin chunks at once. So which samples are in a chunk follows
 * from their timestamps alone, and what is known of it from them alone: neither the order in which
 * they came nor a restart changes any bit of a result.
 *
 * <p>Of one thread.
 */
final class ChunkedSamples implements FloatSamples {
  static final long LENGTH_MS = 20 * 60_000;

  /** What a chunk takes without its samples. */
  private static final int CHUNK_BYTES = 152;

  private final int seriesId;
  private final long phaseMs;
  private final ChunkStore store;
  private final PackedSamples open = new PackedSamples();
  private final RangeSummary openSummary = new RangeSummary();
  private final Middles middles = new Middles();
  private long openNumber;

  /** In order of their numbers, all of which are less than that of the open one. */
  private Chunk[] sealed = new Chunk[4];

  private int from;
  private int to;

  /** The number of the last sealed one there was. */
  private long newestSealed = Long.MIN_VALUE;

  private boolean changed;

  /** The chunk that late samples last came into, and what it has then; null where none is open. */
  private @Nullable Chunk late;

  private PackedSamples latePacked = open;

  /** Whether the chunk lacks some of them. */
  private boolean lateChanged;

  ChunkedSamples(int seriesId, long phaseMs, ChunkStore store) {
    this.seriesId = seriesId;
    this.phaseMs = Math.floorMod(phaseMs, LENGTH_MS);
    this.store = store;
    openSummary.clear();
  }

  private long numberOf(long timestampMs) {
    long within = Math.clamp(timestampMs, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);
    return Math.floorDiv(within + phaseMs, LENGTH_MS);
  }

  /** The last millisecond of a chunk. */
  private long endMs(long number) {
    return (number + 1) * LENGTH_MS - phaseMs - 1;
  }

  @Override
  public boolean isEmpty() {
    return open.isEmpty() && from == to;
  }

  @Override
  public boolean add(long timestampMs, long bits, long usefulAfterMs) {
    long number = numberOf(timestampMs);
    long newest = open.isEmpty() ? newestSealed : openNumber;
    if (number > newest) {
      seal();
      openNumber = number;
    }
    if (open.isEmpty() ? number <= newestSealed : number < openNumber) {
      return addSealed(number, timestampMs, bits);
    }
    boolean last = open.isEmpty() || timestampMs > open.lastMs();
    if (!open.add(timestampMs, bits, Long.MIN_VALUE)) {
      return false;
    }
    if (last) {
      Chunk.append(timestampMs, Double.longBitsToDouble(bits), openSummary);
    } else {
      summarize(open, openSummary);
    }
    return true;
  }

  @Override
  public boolean put(long timestampMs, long bits) {
    if (add(timestampMs, bits, Long.MIN_VALUE)) {
      return true;
    }
    boolean inOpen = !open.isEmpty() && numberOf(timestampMs) == openNumber;
    // What is in an ended chunk was unpacked when it was found to be there.
    PackedSamples there = inOpen ? open : latePacked;
    if (!there.put(timestampMs, bits)) {
      return false;
    }
    summarize(there, inOpen ? openSummary : Objects.requireNonNull(late).summary);
    if (!inOpen) {
      lateChanged = true;
      changed = true;
      middles.clear();
    }
    return true;
  }

  private void summarize(PackedSamples samples, RangeSummary into) {
    into.clear();
    store.columns.clear();
    samples.read(Long.MIN_VALUE, Long.MAX_VALUE, store.columns);
    Chunk.summarize(store.columns, into);
  }

  /** Ends the open chunk, if there is one. */
  private void seal() {
    if (open.isEmpty()) {
      return;
    }
    Chunk chunk = new Chunk(openNumber);
    chunk.summary.append(openSummary);
    store.change(chunk, ChunkLayout.encode(open));
    insert(to, chunk);
    open.restart();
    openSummary.clear();
    changed = true;
  }

  /** A sample that comes late, into a chunk that has ended. */
  private boolean addSealed(long number, long timestampMs, long bits) {
    Chunk last = late;
    if (last == null || last.number != number) {
      closeLate();
      last = loadLate(number);
    }
    if (!latePacked.isEmpty() && timestampMs <= latePacked.lastMs()) {
      if (!latePacked.add(timestampMs, bits, Long.MIN_VALUE)) {
        return false;
      }
      summarize(latePacked, last.summary);
    } else {
      latePacked.add(timestampMs, bits, Long.MIN_VALUE);
      Chunk.append(timestampMs, Double.longBitsToDouble(bits), last.summary);
    }
    lateChanged = true;
    changed = true;
    middles.clear();
    return true;
  }

  /** Unpacks a chunk for late samples, which usually come many after the other; makes it if new. */
  private Chunk loadLate(long number) {
    int place = firstFrom(number);
    boolean exists = place < to && sealed[place].number == number;
    Chunk chunk = exists ? sealed[place] : new Chunk(number);
    latePacked = new PackedSamples();
    if (exists) {
      SampleColumns there = store.columns;
      there.clear();
      ChunkLayout.read(store.packed(seriesId, chunk), Long.MIN_VALUE, Long.MAX_VALUE, there);
      for (int i = there.from; i < there.to; i++) {
        long bits = Double.doubleToRawLongBits(there.values[i]);
        latePacked.add(there.timestamps[i], bits, Long.MIN_VALUE);
      }
    } else {
      insert(place, chunk);
    }
    late = chunk;
    return chunk;
  }

  /** Packs the chunk that late samples came into. */
  private void settle() {
    Chunk chunk = late;
    if (chunk != null && lateChanged) {
      store.change(chunk, ChunkLayout.encode(latePacked));
    }
    lateChanged = false;
  }

  private void closeLate() {
    settle();
    late = null;
    latePacked = open;
  }

  /** Takes a chunk that the log has; numbers ascend. */
  void restore(long number, byte[] packed) {
    Chunk chunk = new Chunk(number);
    store.columns.clear();
    ChunkLayout.readStored(packed, store.columns);
    Chunk.summarize(store.columns, chunk.summary);
    insert(to, chunk);
    store.load(chunk, packed);
  }

  /** Ends the open chunk where its time is over, and writes all ended ones that the log lacks. */
  void write(long watermarkMs) {
    if (!open.isEmpty() && endMs(openNumber) <= watermarkMs) {
      seal();
    }
    closeLate();
    for (int i = from; changed && i < to; i++) {
      if (sealed[i].changed) {
        store.write(seriesId, sealed[i]);
      }
    }
    changed = false;
  }

  @Override
  public void forgetUntil(long untilMs) {
    closeLate();
    while (from < to && endMs(sealed[from].number) <= untilMs) {
      store.delete(seriesId, sealed[from]);
      from++;
    }
    if (!open.isEmpty() && open.lastMs() <= untilMs) {
      open.clear();
      openSummary.clear();
    }
  }

  /** Forgets everything, in the log too. */
  void delete() {
    forgetUntil(Long.MAX_VALUE);
  }

  @Override
  public void read(long fromMs, long toMs, SampleColumns into) {
    settle();
    long last = numberOf(toMs);
    for (int i = firstFrom(numberOf(fromMs)); i < to && sealed[i].number <= last; i++) {
      ChunkLayout.read(store.packed(seriesId, sealed[i]), fromMs, toMs, into);
    }
    open.read(fromMs, toMs, into);
  }

  @Override
  public void readLatest(long fromMs, long toMs, SampleColumns into) {
    if (!open.isEmpty() && open.lastMs() <= toMs) {
      open.readLatest(fromMs, toMs, into);
    } else {
      read(fromMs, toMs, into);
    }
  }

  /** Answers where a whole chunk lies between the edges: depends on the range alone. */
  @Override
  public boolean summarize(long fromMs, long toMs, RangeSummary into) {
    long first = numberOf(fromMs);
    long last = numberOf(toMs);
    if (last - first < 2) {
      return false;
    }
    settle();
    into.clear();
    append(first, fromMs, Long.MAX_VALUE, into);
    RangeSummary between = between(first, last, toMs - fromMs);
    if (!open.isEmpty() && openNumber > first && openNumber < last) {
      // As if it were sealed: the order of additions must not tell whether it is.
      RangeSummary all = store.part;
      all.clear();
      all.append(between);
      all.append(openSummary);
      into.append(all);
    } else {
      into.append(between);
    }
    append(last, Long.MIN_VALUE, toMs, into);
    return true;
  }

  /** What is known of the sealed chunks between two. */
  private RangeSummary between(long first, long last, long lengthMs) {
    Middles.Middle middle = middles.of(lengthMs);
    if (middle.after != first || middle.before > last) {
      middle.summary.clear();
      middle.after = first;
      middle.before = first + 1;
    }
    if (middle.before < last) {
      int i = firstFrom(middle.before);
      while (i < to && sealed[i].number < last) {
        middle.summary.append(sealed[i].summary);
        middle.before = sealed[i].number + 1;
        i++;
      }
    }
    return middle.summary;
  }

  /** Appends what is known of a part of one chunk. */
  private void append(long number, long fromMs, long toMs, RangeSummary into) {
    if (!open.isEmpty() && number == openNumber) {
      if (covers(fromMs, toMs, openSummary)) {
        into.append(openSummary);
        return;
      }
      store.columns.clear();
      open.read(fromMs, toMs, store.columns);
    } else {
      int i = firstFrom(number);
      if (i == to || sealed[i].number != number) {
        return;
      }
      if (covers(fromMs, toMs, sealed[i].summary)) {
        into.append(sealed[i].summary);
        return;
      }
      store.columns.clear();
      ChunkLayout.read(store.packed(seriesId, sealed[i]), fromMs, toMs, store.columns);
    }
    RangeSummary part = store.part;
    part.clear();
    Chunk.summarize(store.columns, part);
    into.append(part);
  }

  private static boolean covers(long fromMs, long toMs, RangeSummary summary) {
    return summary.count == 0 || (fromMs <= summary.firstMs && summary.lastMs <= toMs);
  }

  /** The place of the first sealed chunk of at least this number. */
  private int firstFrom(long number) {
    if (from == to || number > newestSealed) {
      return to;
    }
    // Chunks without a gap since then lie where their numbers say.
    long back = newestSealed - number;
    if (back < to - from && sealed[to - 1 - (int) back].number == number) {
      return to - 1 - (int) back;
    }
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sealed[middle].number < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void insert(int place, Chunk chunk) {
    int at = place;
    if (to == sealed.length) {
      int n = to - from;
      Chunk[] room = n > sealed.length / 2 ? new Chunk[sealed.length * 3 / 2] : sealed;
      System.arraycopy(sealed, from, room, 0, n);
      at -= from;
      from = 0;
      to = n;
      sealed = room;
    }
    System.arraycopy(sealed, at, sealed, at + 1, to - at);
    sealed[at] = chunk;
    to++;
    newestSealed = sealed[to - 1].number;
  }

  @Override
  public long bytes() {
    return open.bytes() + (long) (to - from) * CHUNK_BYTES;
  }
}
