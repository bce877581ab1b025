package io.tributary.streams.window;

import io.tributary.promql.source.Selection;
import io.tributary.promql.source.SeriesSet;
import io.tributary.promql.source.SeriesSource;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private final WindowLog log;
  private final BlockLog blocks;
  private final RememberedSeries unselected;
  private final FingerprintTable places = new FingerprintTable();
  private Series[] series = new Series[64];
  private int seriesCount;
  private int nextId;
  private int sweepAt;
  private long watermarkMs = Long.MIN_VALUE / 2;
  private Map<Set<Matcher>, SubscribedSeries> subscribed = Map.of();
  private final Map<List<Matcher>, SubscribedSeries> asked = new HashMap<>();
  private SubscriptionIndex index = new SubscriptionIndex(List.of());

  /**
   * Windows without series or subscriptions.
   *
   * @param unselectedLimit how many series that no rule selects are remembered as such
   */
  public Windows(WindowLog log, int unselectedLimit) {
    this.log = log;
    this.blocks = new BlockLog(log);
    this.unselected = new RememberedSeries(unselectedLimit);
  }

  /** Takes what the log holds. To be called once, after the first {@link #subscribe}. */
  public void restore(HistogramWire histograms) {
    Map<Integer, Series> byId = new HashMap<>();
    List<Integer> useless = new ArrayList<>();
    SampleBlock block = new SampleBlock();
    log.restore(
        new WindowLog.Restorer() {
          @Override
          public void series(int id, byte[] encoded) {
            nextId = Math.max(nextId, id + 1);
            Labels labels = LabelsLayout.decode(encoded);
            Series restored = adopt(id, Fingerprint.of(labels), labels);
            if (restored == null) {
              useless.add(id);
            } else {
              byId.put(id, restored);
            }
          }

          @Override
          public void block(AgeClass age, long sequence, byte[] bytes) {
            blocks.restored(age, sequence, SampleBlock.latestMs(bytes));
            block.decode(bytes);
            for (int i = 0; i < block.size(); i++) {
              Series into = byId.get(block.id(i));
              if (into != null) {
                byte[] message = block.histogram(i);
                into.add(
                    block.timestampMs(i),
                    Double.longBitsToDouble(block.valueBits(i)),
                    block.startMs(i),
                    message.length == 0 ? null : histograms.decode(message).histogram());
              }
            }
          }
        });
    useless.forEach(log::deleteSeries);
  }

  /**
   * Replaces what rules look at. Series that are still selected keep their samples; others are
   * forgotten.
   */
  public void subscribe(Collection<Subscription> wanted) {
    Map<Set<Matcher>, SubscribedSeries> next = new LinkedHashMap<>();
    for (Subscription subscription : wanted) {
      Set<Matcher> key = Set.copyOf(subscription.matchers());
      SubscribedSeries other = next.get(key);
      if (other == null || other.subscription.retentionMs() < subscription.retentionMs()) {
        next.put(key, new SubscribedSeries(subscription));
      }
    }
    subscribed = next;
    asked.clear();
    index = new SubscriptionIndex(next.values());
    unselected.clear();
    for (int place = seriesCount - 1; place >= 0; place--) {
      Series known = series[place];
      if (!join(known)) {
        forget(place);
      }
    }
  }

  /** The series of a subscription; of other matchers, those among all series held. */
  @Override
  public SeriesSet select(Selection selection) {
    SubscribedSeries known = asked.get(selection.matchers());
    if (known == null) {
      known = subscribed.get(Set.copyOf(selection.matchers()));
      if (known == null) {
        return scan(selection.matchers());
      }
      asked.put(selection.matchers(), known);
    }
    return known.set();
  }

  /** The series of a sample's fingerprint, or null where there is none yet, or none wanted. */
  @Nullable Series find(Fingerprint fingerprint) {
    int place = places.get(fingerprint.high(), fingerprint.low());
    return place == FingerprintTable.ABSENT ? null : series[place];
  }

  /** Whether the series was found before to be selected by no rule. */
  boolean isUnselected(Fingerprint fingerprint) {
    return unselected.contains(fingerprint.high(), fingerprint.low());
  }

  /** The series with these labels, made where a rule selects it, else null. */
  public @Nullable Series resolve(Fingerprint fingerprint, Labels labels) {
    Series known = find(fingerprint);
    if (known != null || isUnselected(fingerprint)) {
      return known;
    }
    Series adopted = adopt(nextId, fingerprint, labels);
    if (adopted == null) {
      unselected.add(fingerprint.high(), fingerprint.low());
    } else {
      nextId++;
      log.putSeries(adopted.id, LabelsLayout.encode(labels));
    }
    return adopted;
  }

  /** Whether a handle is still that of a series held here. */
  public static boolean isHeld(Series handle) {
    return !handle.forgotten;
  }

  /** Puts in a float sample. */
  public void add(Series into, long timestampMs, double value, long startMs, IngestCounts counts) {
    add(into, timestampMs, value, startMs, null, SampleBlock.NO_HISTOGRAM, counts);
  }

  /** Puts in a native histogram; {@code message} is its Remote Write 2.0 form. */
  public void add(Series into, HistogramWire.Timed timed, byte[] message, IngestCounts counts) {
    add(into, timed.timestampMs(), 0, timed.startMs(), timed.histogram(), message, counts);
  }

  private void add(
      Series into,
      long timestampMs,
      double value,
      long startMs,
      @Nullable FloatHistogram histogram,
      byte[] message,
      IngestCounts counts) {
    long usefulAfterMs = watermarkMs - into.retentionMs;
    if (timestampMs <= usefulAfterMs) {
      counts.tooOld++;
      return;
    }
    if (into.full()) {
      into.forgetUntil(usefulAfterMs);
    }
    if (!into.add(timestampMs, value, startMs, histogram)) {
      counts.repeated++;
      return;
    }
    counts.kept++;
    counts.late += timestampMs <= watermarkMs ? 1 : 0;
    blocks.add(
        AgeClass.of(into.retentionMs),
        into.id,
        timestampMs,
        Double.doubleToRawLongBits(value),
        startMs,
        message);
  }

  /** Writes what was put in since the last call to the log. */
  public void flush() {
    blocks.flush();
  }

  /** All instants until {@code watermarkMs} are evaluated: forgets what only those needed. */
  public void advance(long watermarkMs) {
    this.watermarkMs = watermarkMs;
    blocks.dropUntil(watermarkMs);
    int share = seriesCount / SWEEP_SHARE + 1;
    for (int i = 0; i < share && seriesCount > 0; i++) {
      sweepAt = sweepAt == 0 ? seriesCount - 1 : Math.min(sweepAt, seriesCount) - 1;
      Series swept = series[sweepAt];
      swept.forgetUntil(watermarkMs - swept.retentionMs);
      if (swept.size() == 0) {
        for (SubscribedSeries of : index.matching(swept.labels)) {
          of.removeForgotten();
        }
        forget(sweepAt);
      }
    }
  }

  /** How many series are held. */
  public int seriesCount() {
    return seriesCount;
  }

  /** Bytes of memory that samples take, without labels and native histograms. */
  public long bytes() {
    long bytes = 0;
    for (int i = 0; i < seriesCount; i++) {
      bytes += series[i].bytes();
    }
    return bytes;
  }

  private @Nullable Series adopt(int id, Fingerprint fingerprint, Labels labels) {
    Series adopted = new Series(id, fingerprint, labels);
    if (!join(adopted)) {
      return null;
    }
    if (seriesCount == series.length) {
      series = Arrays.copyOf(series, 2 * seriesCount);
    }
    places.put(fingerprint.high(), fingerprint.low(), seriesCount);
    series[seriesCount++] = adopted;
    return adopted;
  }

  /** Adds the series to its subscriptions; false where there are none. */
  private boolean join(Series joining) {
    List<SubscribedSeries> of = index.matching(joining.labels);
    joining.retentionMs = 0;
    for (SubscribedSeries one : of) {
      one.add(joining);
      joining.retentionMs = Math.max(joining.retentionMs, one.subscription.retentionMs());
    }
    return !of.isEmpty();
  }

  /** Drops the series of a place, which the last one takes. */
  private void forget(int place) {
    Series dropped = series[place];
    dropped.forgotten = true;
    log.deleteSeries(dropped.id);
    places.remove(dropped.fingerprint.high(), dropped.fingerprint.low());
    seriesCount--;
    Series last = series[seriesCount];
    if (last != dropped) {
      series[place] = last;
      places.put(last.fingerprint.high(), last.fingerprint.low(), place);
    }
    series = seriesCount < series.length / 4 ? Arrays.copyOf(series, series.length / 2) : series;
  }

  private SeriesSet scan(List<Matcher> matchers) {
    SubscribedSeries matching = new SubscribedSeries(new Subscription(matchers, 1));
    for (int i = 0; i < seriesCount; i++) {
      if (matching.matches(series[i].labels)) {
        matching.add(series[i]);
      }
    }
    return matching.set();
  }
}
