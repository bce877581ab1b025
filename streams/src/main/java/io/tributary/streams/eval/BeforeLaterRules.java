package io.tributary.streams.eval;

import io.tributary.promql.source.RangeSummary;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.SampleReader;
import io.tributary.promql.source.Selection;
import io.tributary.promql.source.SeriesSet;
import io.tributary.promql.source.SeriesSource;
import io.tributary.schemas.labels.Labels;
import java.util.List;

/**
 * Windows as one rule saw them when it was evaluated for an instant: what itself and the rules
 * after it have yielded for that instant was not there yet. Of one thread.
 */
final class BeforeLaterRules implements SeriesSource {
  private final SeriesSource windows;
  private final List<LaterRule> later;
  private long instantMs;

  /**
   * Windows for evaluating a rule again.
   *
   * @param later the rule itself, and those after it
   */
  BeforeLaterRules(SeriesSource windows, List<LaterRule> later) {
    this.windows = windows;
    this.later = List.copyOf(later);
  }

  /** The instant is this from now on. */
  void at(long instantMs) {
    this.instantMs = instantMs;
  }

  @Override
  public SeriesSet select(Selection selection) {
    SeriesSet all = windows.select(selection);
    if (later.stream().noneMatch(rule -> rule.mayYield(selection.matchers()))) {
      return all;
    }
    long[] visibleUntilMs = new long[all.size()];
    for (int i = 0; i < visibleUntilMs.length; i++) {
      visibleUntilMs[i] = visibleUntilMs(all.labels().get(i));
    }
    return new Cut(all, visibleUntilMs);
  }

  private long visibleUntilMs(Labels labels) {
    long untilMs = Long.MAX_VALUE;
    for (LaterRule rule : later) {
      if (rule.yields(labels)) {
        untilMs = Math.min(untilMs, instantMs - rule.offsetMs() - 1);
      }
    }
    return untilMs;
  }

  /** A set, each series of which ends at some time. */
  private static final class Cut implements SeriesSet {
    private final SeriesSet all;
    private final long[] visibleUntilMs;

    Cut(SeriesSet all, long[] visibleUntilMs) {
      this.all = all;
      this.visibleUntilMs = visibleUntilMs;
    }

    @Override
    public List<Labels> labels() {
      return all.labels();
    }

    @Override
    public SampleReader open() {
      return new CutReader(all.open(), visibleUntilMs);
    }
  }

  private static final class CutReader implements SampleReader {
    private final SampleReader all;
    private final long[] visibleUntilMs;

    CutReader(SampleReader all, long[] visibleUntilMs) {
      this.all = all;
      this.visibleUntilMs = visibleUntilMs;
    }

    @Override
    public void read(int series, long fromMs, long toMs, SampleColumns into) {
      long untilMs = Math.min(toMs, visibleUntilMs[series]);
      if (fromMs <= untilMs) {
        all.read(series, fromMs, untilMs, into);
      } else {
        into.clear();
      }
    }

    @Override
    public void readLatest(int series, long fromMs, long toMs, SampleColumns into) {
      long untilMs = Math.min(toMs, visibleUntilMs[series]);
      if (fromMs <= untilMs) {
        all.readLatest(series, fromMs, untilMs, into);
      } else {
        into.clear();
      }
    }

    @Override
    public boolean summarize(int series, long fromMs, long toMs, RangeSummary into) {
      long untilMs = Math.min(toMs, visibleUntilMs[series]);
      return fromMs <= untilMs && all.summarize(series, fromMs, untilMs, into);
    }

    @Override
    public boolean summarizeEnds(int series, long fromMs, long toMs, RangeSummary into) {
      long untilMs = Math.min(toMs, visibleUntilMs[series]);
      return fromMs <= untilMs && all.summarizeEnds(series, fromMs, untilMs, into);
    }

    @Override
    public void close() {
      all.close();
    }
  }
}
