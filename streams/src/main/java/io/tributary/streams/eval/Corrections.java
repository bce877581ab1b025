package io.tributary.streams.eval;

import io.tributary.promql.exec.Value;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.StalenessMarker;
import io.tributary.streams.rule.RuleGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Works a group's results out again for instants that late samples have changed, and publishes
 * those that are different, with the timestamps that they had. What an alert was is not undone:
 * evaluations of it that would have come out otherwise are counted.
 *
 * <p>When that happens follows from the log alone: after the group's first evaluation of each
 * quarter minute of event time. What was published before is read from the windows, which keep it
 * for this.
 *
 * <p>Of one thread.
 */
final class Corrections {
  /** Late samples come in bursts: an instant is not to be worked out again for each record. */
  private static final long ROUND_MS = 15_000;

  private final String group;
  private final String version;
  private final long intervalMs;
  private final long offsetMs;
  private final List<Repeatable> rules;
  private final CorrectionBook book;
  private final Recorder recorder;
  private final Emissions emissions;
  private final EvaluationMetrics.Group metrics;
  private final long withinMs;

  /**
   * A rule that can be evaluated again for an instant of before.
   *
   * @param before what is to be evaluated then, if the rule looks at what was not there yet; null:
   *     the same as ever
   */
  record Repeatable(RuleSlot slot, @Nullable RuleQuery before) {}

  /**
   * Of one group.
   *
   * @param rules all of its rules, in order
   * @param withinMs instants longer ago than this are left as they are
   */
  Corrections(
      RuleGroup group,
      List<Repeatable> rules,
      CorrectionBook book,
      Recorder recorder,
      Emissions emissions,
      EvaluationMetrics.Group metrics,
      long withinMs) {
    this.group = group.key();
    this.version = group.version();
    this.intervalMs = group.interval().toMillis();
    this.offsetMs = group.queryOffset().toMillis();
    this.rules = List.copyOf(rules);
    this.book = book;
    this.recorder = recorder;
    this.emissions = emissions;
    this.metrics = metrics;
    this.withinMs = withinMs;
  }

  /** How much longer than other rules those of such a group need what they look at. */
  static long keptLongerMs(long withinMs) {
    return withinMs + ROUND_MS;
  }

  /** How long windows have to keep what such a group recorded. */
  static long outputsKeptMs(RuleGroup group, long withinMs) {
    return keptLongerMs(withinMs)
        + 2 * group.interval().toMillis()
        + group.queryOffset().toMillis();
  }

  /** Samples came that instants of this range, all of them evaluated, would have looked at. */
  void late(long fromMs, long toMs) {
    PendingCorrections pending = book.of(group);
    if (pending.version().equals(version) && toMs >= pending.sinceMs()) {
      long from = Math.ceilDiv(Math.max(fromMs, pending.sinceMs()), intervalMs) * intervalMs;
      long to = Math.floorDiv(toMs, intervalMs) * intervalMs;
      if (from <= to) {
        book.put(group, pending.with(from, to));
      }
    }
  }

  /** The group was evaluated for {@code nowMs}: corrects earlier instants, if it is time to. */
  void run(long nowMs) {
    if (rules.stream().anyMatch(rule -> rule.slot().isWaiting())) {
      return;
    }
    PendingCorrections pending = book.of(group);
    if (!pending.version().equals(version)) {
      book.put(group, PendingCorrections.none(version, nowMs));
    } else if (!pending.isEmpty() && beginsRound(nowMs)) {
      long bound = Math.ceilDiv(nowMs - withinMs, intervalMs) * intervalMs;
      long from = Math.max(pending.fromMs(), bound);
      long leftMs = Math.min(from, pending.toMs() + intervalMs) - pending.fromMs();
      metrics.leftUncorrected(leftMs / intervalMs);
      // One more: a series that has come to be there at the last of them may have ended then.
      correct(from, Math.min(pending.toMs() + intervalMs, nowMs));
      book.put(group, PendingCorrections.none(version, pending.sinceMs()));
    }
  }

  private boolean beginsRound(long nowMs) {
    return Math.floorDiv(nowMs, ROUND_MS) > Math.floorDiv(nowMs - intervalMs, ROUND_MS);
  }

  private void correct(long fromMs, long toMs) {
    Map<RuleSlot, SortedMap<Labels, OutputSeries>> known = new HashMap<>();
    for (long instant = fromMs; instant <= toMs; instant += intervalMs) {
      boolean any = false;
      for (Repeatable each : rules) {
        switch (each.slot().runtime()) {
          case RecordingRuntime rule -> {
            SortedMap<Labels, OutputSeries> yielded =
                known.computeIfAbsent(each.slot(), slot -> yielded(rule));
            int corrected = correct(rule, each.before(), instant, yielded);
            metrics.corrected(rule.rule().name(), corrected);
            any |= corrected > 0;
          }
          case AlertingRuntime alert -> {
            if (alert.wasOtherwise(instant, each.before())) {
              metrics.changedAlert(alert.rule().name());
            }
          }
          case null -> {}
        }
      }
      if (any) {
        emissions.endCorrection(instant);
      }
    }
  }

  private static SortedMap<Labels, OutputSeries> yielded(RecordingRuntime rule) {
    SortedMap<Labels, OutputSeries> yielded = new TreeMap<>();
    rule.memory.outputs.ended.all().forEach(series -> yielded.put(series.labels(), series));
    rule.memory.outputs.present().forEach(series -> yielded.put(series.labels(), series));
    return yielded;
  }

  /**
   * Corrects what one rule recorded at one instant.
   *
   * @param before as in {@link Repeatable}
   * @param known the series that it is known to yield; those that it yields now are added
   * @return how many samples were published
   */
  private int correct(
      RecordingRuntime rule,
      @Nullable RuleQuery before,
      long instantMs,
      SortedMap<Labels, OutputSeries> known) {
    Map<Labels, Value.Sample> results = rule.again(instantMs, before);
    if (results == null) {
      return 0;
    }
    long timestampMs = instantMs - offsetMs;
    for (Labels labels : results.keySet()) {
      known.computeIfAbsent(labels, rule.memory.outputs::series);
    }
    int published = 0;
    for (OutputSeries series : new ArrayList<>(known.values())) {
      Value.Sample result = results.get(series.labels());
      if (result == null ? isToEnd(series, timestampMs) : isOther(series, timestampMs, result)) {
        publish(series, timestampMs, result);
        published++;
      }
    }
    return published;
  }

  private void publish(OutputSeries series, long timestampMs, Value.@Nullable Sample result) {
    if (result == null) {
      recorder.correct(series, timestampMs, StalenessMarker.VALUE);
      return;
    }
    FloatHistogram histogram = result.histogram();
    if (histogram == null) {
      recorder.correct(series, timestampMs, result.value());
    } else {
      recorder.correct(series, timestampMs, histogram);
    }
  }

  private boolean isOther(OutputSeries series, long timestampMs, Value.Sample result) {
    return !recorder.isRecorded(series, timestampMs, result);
  }

  /** Whether a series without a result has one recorded, or had one before and no end. */
  private boolean isToEnd(OutputSeries series, long timestampMs) {
    return recorder.isAnythingRecorded(series, timestampMs)
        ? recorder.isResultRecorded(series, timestampMs)
        : recorder.isResultRecorded(series, timestampMs - intervalMs);
  }
}
