package io.tributary.streams.window;

import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.Selection;
import io.tributary.promql.source.SeriesSet;
import io.tributary.promql.source.SeriesSource;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The samples that the rules of one task may still look at, in memory and written through to a
 * {@link WindowLog}. What is in it depends on the records it was given and their order alone.
 *
 * <p>Threading: of the task's thread.
 */
public final class Windows implements SeriesSource {
  /** Each tick looks at this share of the series for such as have no samples left. */
  private static final int SWEEP_SHARE = 64;

  /** How often, in event time, ended chunks are written. */
  private static final long WRITE_EVERY_MS = ChunkedSamples.LENGTH_MS / 8;

  /** Of chunks that are to be written, no more is held in memory. */
  private static final long MOST_CHANGED_BYTES = 32L << 20;

  /** Of chunks that are written, no more is held in memory. */
  static final long MOST_LOADED_BYTES = 64L << 20;

  private final WindowLog log;
  private final BlockLog blocks;
  private final ChunkStore chunks;
  private final SelectedSeries held;
  private Subscriptions subscriptions = new Subscriptions(List.of());
  private int nextId;
  private int sweepAt;
  private long bytes;
  private long sweptBytes;
  private long watermarkMs = Long.MIN_VALUE / 2;
  private long nextWriteMs = Long.MIN_VALUE;

  /**
   * Windows without series or subscriptions.
   *
   * @param unselectedLimit how many series that no rule selects are remembered as such
   */
  public Windows(WindowLog log, int unselectedLimit) {
    this.log = log;
    this.blocks = new BlockLog(log);
    this.chunks = new ChunkStore(log, MOST_LOADED_BYTES);
    this.held = new SelectedSeries(unselectedLimit);
  }

  /** Takes what the log holds. To be called once, after the first {@link #subscribe}. */
  public void restore(HistogramWire histograms) {
    new WindowRestore(this, log, histograms).run();
    flush();
  }

  /** A series that the log has; null where no rule selects it. */
  @Nullable Series restore(int id, Fingerprint fingerprint, Labels labels) {
    nextId = Math.max(nextId, id + 1);
    return adopt(id, fingerprint, labels);
  }

  /** A block that the log has. */
  void restored(AgeClass age, long sequence, long latestMs) {
    blocks.restored(age, sequence, latestMs);
  }

  /** A float sample that the log has in a block of this class. */
  void restore(Series into, AgeClass age, long timestampMs, long bits) {
    // Of two with one timestamp the later one took the place of the other.
    if (into.putFloat(timestampMs, bits) && age != ofFloats(into)) {
      blocks.add(ofFloats(into), into.id, timestampMs, bits, SampleBlock.NO_HISTOGRAM);
    }
  }

  /** A histogram that the log has in a block of this class. */
  void restore(Series into, AgeClass age, HistogramWire.Timed timed, byte[] message) {
    into.putHistogram(timed.timestampMs(), timed.histogram());
    if (age != ofHistograms(into)) {
      blocks.add(ofHistograms(into), into.id, timed.timestampMs(), 0, message);
    }
  }

  /** A histogram of before in blocks of this class does not count, as the log has it. */
  void restoreGone(Series from, AgeClass age, long timestampMs) {
    if (from.removeHistogram(timestampMs) && age != ofHistograms(from)) {
      blocks.add(ofHistograms(from), from.id, timestampMs, 0, SampleBlock.HISTOGRAM_GONE);
    }
  }

  /**
   * Replaces what rules look at. Series that are still selected keep their samples; others are
   * forgotten.
   */
  public void subscribe(Collection<Subscription> wanted) {
    subscriptions = new Subscriptions(wanted);
    held.forgetUnselected();
    for (int place = held.count() - 1; place >= 0; place--) {
      Series known = held.at(place);
      AgeClass before = AgeClass.of(known.retentionMs());
      if (!subscriptions.join(known)) {
        forget(place);
      } else if (before != AgeClass.of(known.retentionMs())) {
        move(known);
      }
    }
    flush();
  }

  /** The series is of use for another length of time: its samples go where such are kept. */
  private void move(Series moved) {
    SampleColumns samples = new SampleColumns();
    moved.readAll(Long.MIN_VALUE, Long.MAX_VALUE, samples);
    ChunkedSamples before = moved.chunks;
    if (moved.isLong() != (before != null)) {
      if (before != null) {
        before.delete();
      }
      moved.clear();
      moved.chunks = newChunks(moved);
      addAgain(moved, samples);
    }
    HistogramWire wire = new HistogramWire();
    AgeClass age = ofHistograms(moved);
    for (int i = 0; i < samples.histogramCount; i++) {
      long timestampMs = samples.histogramTimestamps[i];
      byte[] message = wire.encode(timestampMs, samples.histograms[i]);
      blocks.add(age, moved.id, timestampMs, 0, message);
    }
  }

  private @Nullable ChunkedSamples newChunks(Series of) {
    return of.isLong() ? new ChunkedSamples(of, of.id, of.low, chunks) : null;
  }

  /** Puts in floats that the log had elsewhere. */
  void addAgain(Series into, SampleColumns samples) {
    for (int i = samples.from; i < samples.to; i++) {
      long timestampMs = samples.timestamps[i];
      long bits = Double.doubleToRawLongBits(samples.values[i]);
      if (into.addFloat(timestampMs, bits, Long.MIN_VALUE)) {
        blocks.add(ofFloats(into), into.id, timestampMs, bits, SampleBlock.NO_HISTOGRAM);
      }
    }
  }

  private static AgeClass ofFloats(Series of) {
    return of.isLong() ? AgeClass.UNSEALED : AgeClass.MINUTES;
  }

  private static AgeClass ofHistograms(Series of) {
    return AgeClass.of(of.retentionMs());
  }

  /** The series of a subscription; of other matchers, those among all series held. */
  @Override
  public SeriesSet select(Selection selection) {
    SeriesSet known = subscriptions.select(selection.matchers());
    return known == null ? scan(selection.matchers()) : known;
  }

  private SeriesSet scan(List<Matcher> matchers) {
    SubscribedSeries matching = new SubscribedSeries(new Subscription(matchers, 1));
    for (int i = 0; i < held.count(); i++) {
      if (matching.matches(held.at(i).labels)) {
        matching.add(held.at(i));
      }
    }
    return matching.set();
  }

  /** The series that are there, and which are known not to be selected. */
  SelectedSeries held() {
    return held;
  }

  /** The series with these labels, made where a rule selects it, else null. */
  public @Nullable Series resolve(Fingerprint fingerprint, Labels labels) {
    int place = held.place(fingerprint.high(), fingerprint.low());
    if (place != SelectedSeries.UNKNOWN) {
      return place == SelectedSeries.UNSELECTED ? null : held.at(place);
    }
    Series adopted = adopt(nextId, fingerprint, labels);
    if (adopted == null) {
      held.addUnselected(fingerprint.high(), fingerprint.low());
    } else {
      nextId++;
      log.putSeries(adopted.id, LabelsLayout.encode(labels));
    }
    return adopted;
  }

  /** Whether a handle is still that of a series held here. */
  public static boolean isHeld(Series handle) {
    return !handle.isForgotten();
  }

  /** Puts in a float sample. */
  public void add(Series into, long timestampMs, double value, IngestCounts counts) {
    take(into, timestampMs, Double.doubleToRawLongBits(value), counts);
    forgetKept(into);
  }

  private void forgetKept(Series changed) {
    ChunkedSamples chunked = changed.chunks;
    if (chunked != null) {
      chunks.kept.forget(chunked.number);
    }
  }

  /** Many samples are about to be {@link #take}n. */
  void startTaking() {
    chunks.kept.forgetAll();
  }

  /** Puts in a float sample by the bits of its value. */
  void take(Series into, long timestampMs, long bits, IngestCounts counts) {
    long usefulAfterMs = watermarkMs - into.retentionMs();
    if (timestampMs <= usefulAfterMs) {
      counts.tooOld++;
    } else if (into.addFloat(timestampMs, bits, usefulAfterMs)) {
      count(timestampMs, counts);
      blocks.add(ofFloats(into), into.id, timestampMs, bits, SampleBlock.NO_HISTOGRAM);
    } else {
      counts.repeated++;
    }
  }

  /** Puts in a native histogram; {@code message} is its Remote Write 2.0 form. */
  public void add(Series into, HistogramWire.Timed timed, byte[] message, IngestCounts counts) {
    long usefulAfterMs = watermarkMs - into.retentionMs();
    long timestampMs = timed.timestampMs();
    forgetKept(into);
    if (timestampMs <= usefulAfterMs) {
      counts.tooOld++;
    } else if (into.addHistogram(timestampMs, timed.histogram(), usefulAfterMs)) {
      count(timestampMs, counts);
      blocks.add(ofHistograms(into), into.id, timestampMs, 0, message);
    } else {
      counts.repeated++;
    }
  }

  /** Puts in a float sample in place of the one of its timestamp, if there is one. */
  public void put(Series into, long timestampMs, double value) {
    long bits = Double.doubleToRawLongBits(value);
    forgetKept(into);
    if (timestampMs <= watermarkMs - into.retentionMs()) {
      return;
    }
    if (into.removeHistogram(timestampMs)) {
      blocks.add(ofHistograms(into), into.id, timestampMs, 0, SampleBlock.HISTOGRAM_GONE);
    }
    if (into.putFloat(timestampMs, bits)) {
      blocks.add(ofFloats(into), into.id, timestampMs, bits, SampleBlock.NO_HISTOGRAM);
    }
  }

  /** The same of a native histogram; {@code message} is its Remote Write 2.0 form. */
  public void put(Series into, HistogramWire.Timed timed, byte[] message) {
    forgetKept(into);
    if (timed.timestampMs() > watermarkMs - into.retentionMs()) {
      into.putHistogram(timed.timestampMs(), timed.histogram());
      blocks.add(ofHistograms(into), into.id, timed.timestampMs(), 0, message);
    }
  }

  /** Reads the sample of just this time, where there is one. */
  public static void read(Series of, long timestampMs, SampleColumns into) {
    of.readAll(timestampMs, timestampMs, into);
  }

  /** A sample of this time came to the series after it could have counted for an instant. */
  public void late(Series to, long timestampMs) {
    subscriptions.late(to, timestampMs);
  }

  /** Tells of the late samples since the last call. */
  public void takeLate(LateSamples receiver) {
    subscriptions.takeLate(receiver);
  }

  private void count(long timestampMs, IngestCounts counts) {
    counts.kept++;
    counts.late += timestampMs <= watermarkMs ? 1 : 0;
  }

  /** Writes what was put in since the last call to the log. */
  public void flush() {
    blocks.flush();
    if (chunks.changedBytes() > MOST_CHANGED_BYTES) {
      writeChunks(Long.MIN_VALUE);
    }
  }

  /** All instants until {@code watermarkMs} are evaluated: forgets what only those needed. */
  public void advance(long watermarkMs) {
    this.watermarkMs = watermarkMs;
    chunks.kept.forgetAll();
    blocks.dropUntil(watermarkMs);
    if (watermarkMs >= nextWriteMs) {
      nextWriteMs = watermarkMs + WRITE_EVERY_MS;
      writeChunks(watermarkMs);
      blocks.dropSealed(watermarkMs);
    }
    int share = held.count() / SWEEP_SHARE + 1;
    for (int i = 0; i < share && held.count() > 0; i++) {
      sweep();
    }
  }

  private void writeChunks(long sealUntilMs) {
    for (int i = 0; i < held.count(); i++) {
      ChunkedSamples chunked = held.at(i).chunks;
      if (chunked != null) {
        chunked.write(sealUntilMs);
      }
    }
    chunks.allWritten();
  }

  private void sweep() {
    if (sweepAt == 0) {
      sweepAt = held.count();
      bytes = sweptBytes;
      sweptBytes = 0;
    }
    sweepAt = Math.min(sweepAt, held.count()) - 1;
    Series swept = held.at(sweepAt);
    swept.expire(watermarkMs - swept.retentionMs());
    sweptBytes += swept.floatBytes();
    if (swept.holdsNothing()) {
      subscriptions.leave(swept);
      forget(sweepAt);
    }
  }

  /** How many series are held. */
  public int seriesCount() {
    return held.count();
  }

  /**
   * Bytes of memory that samples take, without labels and native histograms, as found when all
   * series were last gone through.
   */
  public long bytes() {
    return bytes + chunks.loadedBytes() + chunks.changedBytes();
  }

  private @Nullable Series adopt(int id, Fingerprint fingerprint, Labels labels) {
    Series adopted = new Series(id, fingerprint, labels);
    if (!subscriptions.join(adopted)) {
      return null;
    }
    adopted.chunks = newChunks(adopted);
    held.add(adopted);
    return adopted;
  }

  private void forget(int place) {
    Series dropped = held.at(place);
    log.deleteSeries(dropped.id);
    ChunkedSamples chunked = dropped.chunks;
    if (chunked != null) {
      chunked.delete();
    }
    held.remove(place);
  }
}
